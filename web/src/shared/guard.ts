/** What comes from outside is `unknown` until one of these has looked at it. The only place with casts. */

export type UnknownRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string, or the default when it is none or too long. */
export function stringOr(value: unknown, other: string, maxLength = Number.POSITIVE_INFINITY): string {
  return typeof value === 'string' && value.length <= maxLength ? value : other;
}

/** The number when it lies within the bounds, else the default. */
export function numberOr(value: unknown, other: number, min: number, max: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max ? value : other;
}

/** The value when it is one of `options`, else the default. */
export function oneOf<T extends string>(value: unknown, options: readonly T[], other: T): T {
  return options.find((option) => option === value) ?? other;
}

/** Parsed JSON, or undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The word that an error has for programs, where it has one: `tooLarge`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

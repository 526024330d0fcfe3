/** `${Name}` in a definition: what a deployment tool fills in later, and a mock value here. */

/** Also with an index, as Terraform writes it: `${aws_lambda_function.pay[0].arn}`. */
const PLACEHOLDER = /\$\{([A-Za-z_](?:[\w.:-]|\[[\w.'*-]{1,60}\]){0,120})\}/g;
const MAX_PLACEHOLDERS = 200;

export type Placeholders = Readonly<Record<string, string>>;

/** Names in the order of the text, each once. */
export function placeholdersIn(definition: string): string[] {
  const names = new Set<string>();
  for (const match of definition.matchAll(PLACEHOLDER)) {
    if (match[1] !== undefined) names.add(match[1]);
    if (names.size >= MAX_PLACEHOLDERS) break;
  }
  return [...names];
}

/**
 * The definition with the values in place, for a run: inside of a JSON text they are escaped, on their own they stand
 * as they are, so that a number can be a placeholder too. Without a value a placeholder stays.
 */
export function withPlaceholders(definition: string, values: Placeholders): string {
  return definition.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined || value === '' ? whole : JSON.stringify(value).slice(1, -1);
  });
}

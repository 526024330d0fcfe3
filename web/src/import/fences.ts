/** Fenced blocks of a Markdown note. */

export interface Fence {
  readonly text: string;
  readonly offset: number;
  /** Where it ends. */
  readonly to: number;
  /** The heading above it. */
  readonly heading: string | undefined;
}

/** The blocks in their order; an open one ends with the text. */
export function fences(text: string): Fence[] {
  const found: Fence[] = [];
  let heading: string | undefined;
  let open: { sign: string; from: number; quoted: boolean } | undefined;
  const add = (block: NonNullable<typeof open>, to: number): void => {
    const written = text.slice(block.from, to);
    found.push({ text: block.quoted ? written.replace(/^[ \t]*(?:>[ \t]?)+/gm, '') : written, offset: block.from, to, heading });
  };
  for (const line of text.matchAll(/[^\n]*\n?/g)) {
    const words = line[0].trimEnd();
    const fence = /^[\s>]*(`{3,}|~{3,})/.exec(words)?.[1];
    if (open === undefined) {
      heading = headingIn(words) ?? heading;
      if (fence !== undefined) open = { sign: fence, from: line.index + line[0].length, quoted: /^\s*>/.test(words) };
    } else if (fence?.startsWith(open.sign) === true) {
      add(open, line.index);
      open = undefined;
    }
    if (line[0] === '') break;
  }
  if (open !== undefined) add(open, text.length);
  return found;
}

/** The words of a heading, without the signs that may close it. */
function headingIn(line: string): string | undefined {
  const sign = /^#{1,6}\s+/.exec(line)?.[0];
  if (sign === undefined) return undefined;
  let end = line.length;
  while (end > sign.length && /[#\s]/.test(line[end - 1] ?? '')) end -= 1;
  return line.slice(sign.length, end);
}

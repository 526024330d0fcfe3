/** Comments in front of something, as JSON with comments and the languages around it write them. */

/** What counts as in front. */
export interface InFront {
  /** Begins a comment that ends with its line. */
  readonly marks?: readonly string[];
  /** Line ends are no blanks. */
  readonly sameLine?: boolean;
}

/**
 * Where a text goes on behind blanks, comments in `/* … *\/`, and comments that end with their line. A comment that does
 * not end is none. Each sign is read once, whatever the text.
 */
export function behindComments(text: string, from = 0, { marks = ['//'], sameLine = false }: InFront = {}): number {
  const blank = sameLine ? /[ \t]*/y : /\s*/y;
  for (let at = from; ; ) {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return at;
      at = end + 2;
    } else if (marks.some((mark) => text.startsWith(mark, at))) at = lineEnd(text, at);
    else return at;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The mocks' text when a state gets another name: its member's name is replaced, everything else stays as written. */
import type { TextEdit } from '../../shared/protocol.ts';

/** The edit of the member `from` of the outermost object; none where there is none, or text that cannot be read. */
export function renameInMocks(mocks: string, from: string, to: string): TextEdit | undefined {
  let depth = 0;
  for (const match of mocks.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    const [token] = match;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && isName(mocks, match.index + token.length) && textOf(token) === from) {
      return { from: match.index, to: match.index + token.length, insert: JSON.stringify(to) };
    }
  }
  return undefined;
}

function isName(text: string, at: number): boolean {
  return /^\s*:/.test(text.slice(at, at + 200));
}

function textOf(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

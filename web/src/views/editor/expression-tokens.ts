/**
 * The parts of an expression inside a string, for colours: JSONata between `{%` and `%}`, JSONPath and calls of
 * intrinsic functions. Works on the text as written, quotes and escapes included; any text gives an answer.
 */

export type TokenKind = 'delimiter' | 'function' | 'variable' | 'string' | 'number' | 'keyword' | 'name' | 'operator';

export interface ExpressionToken {
  /** Offset in the text as written. */
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

/** Strings longer than this keep one colour. */
const MAX_LENGTH = 20_000;

const JSONATA =
  /(?<comment>\/\*[\s\S]*?\*\/)|(?<string>\\"(?:[^"\\]|\\[^"])*\\"|"[^"\n]*"|'[^'\n]*'|`[^`\n]*`)|(?<call>\$[A-Za-z_]\w*(?=\s*\()|\bfunction(?=\s*\()|λ)|(?<variable>\$\$?\w*|%)|(?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?<keyword>\b(?:and|or|in|true|false|null)\b)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<operator>:=|~>|!=|<=|>=|\.\.|\*\*|[-+*/&=<>?:.,;|^@#(){}[\]])/gu;
const JSONPATH =
  /(?<string>'(?:[^'\\]|\\.)*'|\\"(?:[^"\\]|\\[^"])*\\")|(?<call>States\.\w+(?=\s*\())|(?<variable>\$\$?(?:[\p{L}_][\p{L}\p{N}_]*)?|@)|(?<number>(?<![\p{L}\p{N}_.])-?\d+(?:\.\d+)?\b)|(?<keyword>\b(?:true|false|null)\b)|(?<name>[\p{L}_][\p{L}\p{N}_-]*)|(?<operator>==|!=|<=|>=|=~|&&|\|\||\.\.|[-.*?()[\],:<>!])/gu;

const KIND_OF_GROUP: Readonly<Record<string, TokenKind>> = {
  comment: 'delimiter', string: 'string', call: 'function', variable: 'variable', number: 'number', keyword: 'keyword', name: 'name', operator: 'operator',
};

/** The tokens of a string as it stands in the text; none when it is no expression. */
export function expressionTokens(written: string): ExpressionToken[] {
  if (written.length > MAX_LENGTH) return [];
  const quote = /^["']/.test(written) ? 1 : 0;
  const end = written.length - (quote === 1 && written.length > 1 && written.endsWith(written.charAt(0)) ? 1 : 0);
  const inner = written.slice(quote, end);
  const start = quote + (inner.length - inner.trimStart().length);
  const text = inner.trim();
  if (text.startsWith('{%')) {
    const closed = text.length >= 4 && text.endsWith('%}');
    const body = text.slice(2, closed ? -2 : undefined);
    const found = tokens(JSONATA, body, start + 2);
    const after = start + 2 + body.length;
    return [
      { from: start, to: start + 2, kind: 'delimiter' },
      ...found,
      ...(closed ? [{ from: after, to: after + 2, kind: 'delimiter' } as const] : []),
    ];
  }
  return /^\$(?:$|[.[$]|[\p{L}_][\p{L}\p{N}_]*(?:$|[.[]))|^States\.\w+\s*\(/u.test(text) ? tokens(JSONPATH, text, start) : [];
}

function tokens(pattern: RegExp, text: string, offset: number): ExpressionToken[] {
  const found: ExpressionToken[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups: Readonly<Record<string, string | undefined>> = match.groups ?? {};
    const group = Object.entries(groups).find(([, part]) => part !== undefined);
    const kind = group === undefined ? undefined : KIND_OF_GROUP[group[0]];
    if (kind !== undefined) found.push({ from: offset + match.index, to: offset + match.index + match[0].length, kind });
  }
  return found;
}

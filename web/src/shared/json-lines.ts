/**
 * JSON text, laid out in lines of coloured pieces, without ever going through JavaScript numbers: `1.0` stays `1.0`.
 *
 * It reads tokens, not values, so that broken or huge text cannot break it: no recursion, one pass, and a limit on
 * lines. It must not know anything of the screen.
 */

export type PieceKind = 'key' | 'string' | 'number' | 'keyword' | 'punctuation' | 'plain';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

export interface JsonLine {
  readonly indent: number;
  readonly pieces: readonly Piece[];
}

interface Token {
  kind: 'open' | 'close' | 'comma' | 'colon' | 'string' | 'number' | 'keyword' | 'junk';
  text: string;
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"?|[[\]{},:]|-?\d[\d.eE+-]*|[A-Za-z]+|./gsu;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [found] of text.matchAll(TOKEN)) {
    const first = found[0] ?? '';
    if (first.trim() === '') continue;
    tokens.push({ kind: kindOf(first), text: found });
  }
  return tokens;
}

function kindOf(first: string): Token['kind'] {
  if (first === '{' || first === '[') return 'open';
  if (first === '}' || first === ']') return 'close';
  if (first === ',') return 'comma';
  if (first === ':') return 'colon';
  if (first === '"') return 'string';
  if (first === '-' || (first >= '0' && first <= '9')) return 'number';
  return /[A-Za-z]/.test(first) ? 'keyword' : 'junk';
}

/**
 * Pretty lines of a JSON text. Arrays and objects that fit into `width` characters stay on one line when they hold
 * scalars only.
 */
export function jsonLines(text: string, width = 60): JsonLine[] {
  const tokens = tokenize(text);
  const lines: JsonLine[] = [];
  let pieces: Piece[] = [];
  let indent = 0;
  const flush = (): void => {
    if (pieces.length > 0) lines.push({ indent, pieces });
    pieces = [];
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    switch (token.kind) {
      case 'open': {
        const short = shortGroup(tokens, at, width - indent * 2);
        if (short !== undefined) {
          pieces.push(...short.pieces);
          at = short.end;
          break;
        }
        pieces.push({ kind: 'punctuation', text: token.text });
        flush();
        indent += 1;
        break;
      }
      case 'close':
        flush();
        indent = Math.max(0, indent - 1);
        pieces.push({ kind: 'punctuation', text: token.text });
        break;
      case 'comma':
        pieces.push({ kind: 'punctuation', text: ',' });
        flush();
        break;
      case 'colon':
        pieces.push({ kind: 'punctuation', text: ': ' });
        break;
      default:
        pieces.push(pieceOf(token, tokens[at + 1]));
    }
  }
  flush();
  return lines;
}

function pieceOf(token: Token, next: Token | undefined): Piece {
  if (token.kind === 'string') return { kind: next?.kind === 'colon' ? 'key' : 'string', text: token.text };
  if (token.kind === 'number' || token.kind === 'keyword') return { kind: token.kind, text: token.text };
  return { kind: 'plain', text: token.text };
}

/** A group without inner groups that fits on the line, else undefined. Empty groups always fit. */
function shortGroup(tokens: readonly Token[], open: number, room: number): { pieces: Piece[]; end: number } | undefined {
  const pieces: Piece[] = [];
  const isArray = tokens[open]?.text === '[';
  let length = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.kind === 'open' && at > open)) return undefined;
    const text = token.kind === 'comma' ? ', ' : token.kind === 'colon' ? ': ' : token.text;
    length += text.length;
    if (length > room) return undefined;
    if (token.kind === 'open' || token.kind === 'close') {
      const empty = tokens[open + 1]?.kind === 'close';
      const pad = isArray || empty ? '' : ' ';
      pieces.push({ kind: 'punctuation', text: token.kind === 'open' ? `${text}${pad}` : `${pad}${text}` });
      if (token.kind === 'close') return { pieces, end: at };
    } else if (token.kind === 'comma' || token.kind === 'colon') {
      pieces.push({ kind: 'punctuation', text });
    } else {
      pieces.push(pieceOf(token, tokens[at + 1]));
    }
  }
  return undefined;
}

/** The text of a line without its indentation. */
export function lineText(line: JsonLine): string {
  return line.pieces.map((piece) => piece.text).join('');
}

/** Pretty JSON text, for the clipboard and the editor's Format. */
export function formatJson(text: string, width = 72): string {
  return jsonLines(text, width)
    .map((line) => '  '.repeat(line.indent) + lineText(line))
    .join('\n');
}

/** One line that tells what a value is: `{ orderId, customer, … }`, `[3]`, `"A-1042"`. */
export function summarize(text: string, room = 28): string {
  const tokens = tokenize(text.length > 20_000 ? text.slice(0, 20_000) : text);
  const first = tokens[0];
  if (first === undefined) return '';
  if (first.text === '[') return `[ ${countItems(tokens)} ]`;
  if (first.text !== '{') return first.text.length > room ? `${first.text.slice(0, room - 1)}…` : first.text;
  const keys: string[] = [];
  let depth = 0;
  let length = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'open') depth += 1;
    else if (token?.kind === 'close') depth -= 1;
    else if (depth === 1 && token?.kind === 'string' && tokens[at + 1]?.kind === 'colon') {
      const key = token.text.slice(1, -1);
      if (length + key.length > room) {
        keys.push('…');
        break;
      }
      length += key.length + 2;
      keys.push(key);
    }
  }
  return keys.length === 0 ? '{ }' : `{ ${keys.join(', ')} }`;
}

function countItems(tokens: readonly Token[]): string {
  let depth = 0;
  let commas = 0;
  for (const token of tokens) {
    if (token.kind === 'open') depth += 1;
    else if (token.kind === 'close') depth -= 1;
    else if (token.kind === 'comma' && depth === 1) commas += 1;
  }
  if (depth > 0) return '…';
  return String(tokens[1]?.kind === 'close' ? 0 : commas + 1);
}

/**
 * Workflows between the lines of anything else: a shell script, a log, a mail, a program that has its definition as a
 * text or as a literal of its language.
 */
import { readLiteral } from './literals.ts';
import { isMachine } from './machines.ts';
import { inJson, type Piece, type Search } from './pieces.ts';
import { isPlainObject, readTolerantJson } from './tolerant-json.ts';

const MAX_TRIES = 500;
/** Signs that are looked back through for the brace that a definition begins with, for one and for all of them. */
const MAX_BACK = 50_000;
const MAX_BACK_TOGETHER = 3_000_000;

/** The workflows in braces; `fragments` are taken where a line begins with them. */
export function inProse(text: string, search: Search, { offset = 0, fragments = true } = {}): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const from of beginnings(text, fragments)) {
    if (from < end) continue;
    const block = plainJson(text, from, search) ?? doubled(text, from, search) ?? escaped(text, from, search) ?? literal(text, from);
    if (block === undefined) continue;
    end = Math.max(block.end, from + 1);
    const name = nameBefore(text, from);
    found.push(...block.pieces.map((piece) => ({ ...piece, offset: offset + from, candidate: { ...piece.candidate, title: piece.candidate.title ?? name } })));
  }
  return found;
}

/** Braces that begin a line, and those that hold a `StartAt`. */
function beginnings(text: string, fragments: boolean): number[] {
  const found = new Set<number>();
  if (fragments) {
    for (const line of text.matchAll(/^[ \t]*\{/gm)) {
      if (found.size >= MAX_TRIES) break;
      found.add(line.index + line[0].length - 1);
    }
  }
  let left = MAX_BACK_TOGETHER;
  let tries = MAX_TRIES;
  for (const word of text.matchAll(/\b[Ss]tartAt\b/g)) {
    if (left < 0 || (tries -= 1) < 0) break;
    const from = openBrace(text, word.index);
    left -= word.index - Math.max(from, 0);
    if (from >= 0) found.add(from);
  }
  return [...found].sort((a, b) => a - b);
}

/** The brace that is still open at a place. */
function openBrace(text: string, at: number): number {
  let depth = 0;
  for (let from = at - 1; from >= Math.max(0, at - MAX_BACK); from -= 1) {
    if (text[from] === '}') depth += 1;
    else if (text[from] === '{' && (depth -= 1) < 0) return from;
  }
  return -1;
}

interface Block {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

function plainJson(text: string, from: number, search: Search): Block | undefined {
  const end = closingBrace(text, from);
  const body = end === undefined ? undefined : text.slice(from, end);
  const source = body === undefined ? undefined : readTolerantJson(body);
  return source === undefined || body === undefined || end === undefined ? undefined : { pieces: inJson(source, body, search), end };
}

/** Where the value that begins with a brace ends; undefined when it does not. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  const signs = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|[{}]/g;
  signs.lastIndex = from;
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    if (sign[0] === '{') depth += 1;
    else if (sign[0] === '}' && (depth -= 1) === 0) return sign.index + 1;
  }
  return undefined;
}

/** Python's texts with values in them: `f"""{{ … {arn} … }}"""`. */
function doubled(text: string, from: number, search: Search): Block | undefined {
  if (text[from - 1] !== '{') return undefined;
  const close = /"""|'''|$/g;
  close.lastIndex = from;
  const end = close.exec(text)?.index ?? text.length;
  const body = text.slice(from - 1, end).replace(/\{\{|\}\}|\{([\w.[\]]{1,100})\}/g, (sign, name: string | undefined) => (name === undefined ? sign.slice(1) : `\${${name}}`));
  const block = plainJson(body, 0, search);
  return block === undefined ? undefined : { pieces: block.pieces, end };
}

/** A definition in a text in quotes, its own quotes behind backslashes. */
function escaped(text: string, from: number, search: Search): Block | undefined {
  const begin = /\{(?:\s|\\[nrt])*\\+"/y;
  begin.lastIndex = from;
  if (begin.exec(text) === null) return undefined;
  const body = /(?:[^"\\]|\\[^])*/y;
  body.lastIndex = from;
  const written = body.exec(text)?.[0] ?? '';
  const plain = unescaped(written);
  if (plain === undefined || plain.length >= written.length) return undefined;
  const block = plainJson(plain, 0, search) ?? escaped(plain, 0, search);
  return block === undefined ? undefined : { pieces: block.pieces, end: from + written.length };
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${text.replace(/\r?\n/g, '\\n').replace(/\t/g, '\\t')}"`) as string;
  } catch {
    return undefined;
  }
}

function literal(text: string, from: number): Block | undefined {
  const read = readLiteral(text, from);
  if (read === undefined || !isPlainObject(read.value) || !isMachine(read.value)) return undefined;
  const { value } = read;
  return { pieces: [{ candidate: { shape: 'machine', title: undefined, value, text: undefined, express: false, substitutions: {} }, text: JSON.stringify(value, null, 2), offset: from }], end: read.end };
}

/** The name that a program gives to the definition. */
function nameBefore(text: string, from: number): string | undefined {
  const name = /([A-Za-z_]\w{0,60})["']?[ \t]*[:=][^:=;\n]{0,60}\n?[^:=;\n]{0,20}$/.exec(text.slice(Math.max(0, from - 160), from))?.[1];
  return name === undefined || /^(?:definition|definition_?string|body|value|data|json|const|let|var|return|asl)$/i.test(name) ? undefined : name;
}

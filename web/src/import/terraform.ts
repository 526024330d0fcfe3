/** Workflows in Terraform: `<<EOF`, `jsonencode({…})`, and the names of files in `templatefile(…)`. */
import { readLiteral } from './literals.ts';
import { candidatesIn, inJson, type Piece, type Search } from './pieces.ts';
import { Template } from './template-values.ts';
import { readTolerantJson } from './tolerant-json.ts';

const MAX_BLOCKS = 300;

/** What was found in a block, and where the block ends. */
interface Block {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

interface Attribute {
  readonly name: string;
  readonly express: boolean;
  readonly isDefinition: boolean;
}

/** All blocks of a text with the names of their resources; `offset` is where the text begins. */
export function inTerraform(text: string, search: Search, offset = 0): Piece[] {
  const found: Piece[] = [];
  const template = new Template({ Parameters: variablesOf(text) });
  let end = 0;
  let tries = MAX_BLOCKS;
  for (const start of text.matchAll(/\b([A-Za-z_][\w-]{0,100})[ \t]*=[ \t]*(?:<<[-~]?"?(\w{1,100})"?[ \t]*\r?\n|jsonencode\(\s*(?=\{)|(?:templatefile|file)\([ \t]*"([^"\n]{1,500})")/g)) {
    if (start.index < end || (tries -= 1) < 0) continue;
    const from = start.index + start[0].length;
    const attribute = attributeAt(text, start.index, start[1] ?? '');
    if (start[3] !== undefined) {
      if (attribute.isDefinition) search.elsewhere.push({ file: start[3].replace(/^\$\{[^{}]*\}\/?/, ''), title: attribute.name, express: attribute.express, substitutions: template.filled(argumentsAt(text, from)) });
      continue;
    }
    const block = start[2] === undefined ? encoded(text, from, search) : heredoc(text, from, start[2], search);
    end = block.end;
    for (const piece of block.pieces) {
      if (piece.candidate.shape !== 'machine' && !attribute.isDefinition) continue;
      found.push({ ...piece, offset: offset + piece.offset, template, candidate: { ...piece.candidate, title: attribute.name, express: attribute.express || piece.candidate.express } });
    }
  }
  return found;
}

function heredoc(text: string, from: number, sign: string, search: Search): Block {
  const closing = new RegExp(`^[ \\t]*${sign}[ \\t]*\\r?$`, 'gm');
  closing.lastIndex = from;
  const end = closing.exec(text)?.index ?? text.length;
  const body = text.slice(from, end);
  const source = readTolerantJson(body);
  return { pieces: source === undefined ? [] : inJson(source, body, search, { offset: from }), end };
}

/** An object that Terraform itself writes as JSON. */
function encoded(text: string, from: number, search: Search): Block {
  const read = readLiteral(text, from);
  if (read === undefined) return { pieces: [], end: from };
  const candidates = candidatesIn(read.value, search, (written) => readTolerantJson(written)?.value);
  return { pieces: candidates.map((candidate) => ({ candidate, text: JSON.stringify(candidate.value, null, 2), offset: from })), end: read.end };
}

/** The object behind a file's name: what its placeholders stand for. */
function argumentsAt(text: string, from: number): Record<string, string> {
  const brace = /\s*,\s*(?=\{)/y;
  brace.lastIndex = from;
  if (brace.exec(text) === null) return {};
  const value = readLiteral(text, brace.lastIndex)?.value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).map(([name, to]) => [name, typeof to === 'string' ? to : JSON.stringify(to)])) : {};
}

/** Name and type of the resource that an attribute stands in; elsewhere it is called by its own name. */
function attributeAt(text: string, at: number, own: string): Attribute {
  const isDefinition = /definition$/i.test(own);
  const from = text.lastIndexOf('resource', text.lastIndexOf('"aws_sfn_state_machine"', at));
  const start = from < 0 || text.slice(from, at).includes('\n}') ? null : /^resource\s+"aws_sfn_state_machine"\s+"([^"]{1,300})"/.exec(text.slice(from, from + 1_000));
  if (start === null) return { name: own, express: false, isDefinition };
  const next = text.indexOf('\nresource ', at);
  const block = text.slice(from, next < 0 ? text.length : next);
  return { name: start[1] ?? own, express: /^[ \t]*type[ \t]*=[ \t]*"EXPRESS"/m.test(block), isDefinition };
}

/** Values that variables have where nobody gives others. */
function variablesOf(text: string): Record<string, { Default: string }> {
  const blocks = text.matchAll(/^variable[ \t]+"([\w-]{1,100})"[ \t]*\{([^{}]{0,2000})\}/gm);
  return Object.fromEntries([...blocks].slice(0, 200).flatMap(([, name = '', body = '']): [string, { Default: string }][] => {
    const value = /^[ \t]*default[ \t]*=[ \t]*(?:"([^"\n$]*)"|([\d.]+))[ \t]*$/m.exec(body);
    return value === null ? [] : [[`var.${name}`, { Default: value[1] ?? value[2] ?? '' }]];
  }));
}

/**
 * Finds the workflows in any text that a person may have at hand: a definition, a template of a deployment tool, an
 * answer of the service's API, or a note with all of these between its lines. Pure; knows nothing of the page.
 */
import { parseAllDocuments, type CollectionTag, type ScalarTag } from 'yaml';
import { readProject } from '../share/project.ts';
import { behindComments } from '../shared/comments.ts';
import { placeholdersIn } from '../shared/placeholders.ts';
import type { SharedScene } from '../shared/protocol.ts';
import { readHcl } from './hcl.ts';
import { isHistory } from './history.ts';
import { type Candidate, fragmentOf, isMachine, machinesIn } from './machines.ts';
import { dedent, mend, type Mend } from './mend.ts';
import { isPlainObject, type Plain, readTolerantJson, type Source } from './tolerant-json.ts';

/** A workflow that was found, ready to be opened. */
export interface FoundWorkflow {
  /** Empty where nothing names it. */
  readonly title: string;
  readonly definition: string;
  /** `states` and `state` are fragments that were wrapped. */
  readonly shape: Candidate['shape'];
  readonly states: number;
  /** What was filled in so that it can be drawn and run. */
  readonly mends: readonly Mend[];
  readonly express: boolean;
  /** Line of the text where it begins, from 1. */
  readonly line: number;
  /** `${Name}` in the definition, with the values that the text gives. */
  readonly placeholders: Readonly<Record<string, string>>;
}

export type Findings =
  | { readonly kind: 'workflows'; readonly workflows: readonly FoundWorkflow[] }
  /** An execution's history, as GetExecutionHistory answers it. */
  | { readonly kind: 'history'; readonly text: string }
  /** A whole workflow, saved by the page itself. */
  | { readonly kind: 'project'; readonly scene: SharedScene }
  /** Mocked results of Step Functions Local: `MockConfigFile.json`. */
  | { readonly kind: 'mocks'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tooLarge' }
  /** Looking for them was given up. */
  | { readonly kind: 'tooLong' };

const MAX_TEXT = 20_000_000;
/** YAML is read slowly; the service takes definitions of 1 MB, and templates of that size. */
const MAX_YAML = 3_000_000;
const MAX_WORKFLOWS = 100;

/** `name` is the file's, and gives a title where the text has none. */
export function findWorkflows(text: string, name = ''): Findings {
  if (text.length > MAX_TEXT) return { kind: 'tooLarge' };
  const scene = readProject(text);
  if (scene !== undefined) return { kind: 'project', scene };
  const whole = readTolerantJson(text);
  if (whole !== undefined && isHistory(whole.value)) return { kind: 'history', text: JSON.stringify(whole.value) };
  if (whole !== undefined && isPlainObject(whole.value) && isPlainObject(whole.value['MockedResponses'] ?? null)) return { kind: 'mocks', text: JSON.stringify(whole.value) };
  const found = whole === undefined ? inText(text) : inJson(whole, 0, text);
  const workflows = found.slice(0, MAX_WORKFLOWS).map((piece, at) => finish(piece, at, found.length, name, text));
  const unfinished = workflows.length === 0 && isUnfinished(text) ? [asWritten(text, name)] : workflows;
  return unfinished.length === 0 ? { kind: 'nothing' } : { kind: 'workflows', workflows: unfinished };
}

/** Whether a text is nothing but a definition that somebody has not finished, or broken: it is opened as it is, to be mended. */
function isUnfinished(text: string): boolean {
  const begin = behindComments(text, 0, { marks: ['//', '#', '---'] });
  return /^(?:\{|["']?[A-Z]\w*["']?[ \t]*:)/.test(text.slice(begin, begin + 1_000)) && ['StartAt', 'States'].every((field) => new RegExp(`["']?\\b${field}["']?[ \\t]*:`).test(text));
}

function asWritten(text: string, name: string): FoundWorkflow {
  const states = text.match(/["']?\bType["']?[ \t]*:/g)?.length ?? 0;
  return { title: baseName(name), definition: text, shape: 'machine', states, mends: [], express: false, line: 1, placeholders: valuesOf(text, {}) };
}

/** A file's name without what says how it is written. */
function baseName(name: string): string {
  return name.replace(/\.(?:asl\.)?(?:jsonc?|ya?ml|tf|md|txt|template)$/i, '');
}

/** A candidate with the text it is written in, and where that begins. */
interface Piece {
  readonly candidate: Candidate;
  readonly text: string;
  readonly offset: number;
  readonly heading: string | undefined;
}

function inJson(source: Source, offset: number, original: string, heading?: string): Piece[] {
  return candidatesIn(source.value, (text) => readTolerantJson(text)?.value).map((candidate) => {
    const range = source.rangeOf(candidate.value);
    const whole = candidate.value === source.value && source.text === original;
    const written = candidate.text ?? (whole ? original : range === undefined ? undefined : dedent(source.text.slice(range.from, range.to)));
    return { candidate, text: pretty(written, candidate), offset: offset + (range?.from ?? 0), heading };
  });
}

/** A fragment as a whole, else the machines inside. */
function candidatesIn(value: Plain, parse: (text: string) => Plain | undefined): Candidate[] {
  const fragment = fragmentOf(value);
  return fragment === undefined ? machinesIn(value, parse) : [fragment];
}

/** The text as written, but on several lines. */
function pretty(written: string | undefined, candidate: Candidate): string {
  if (written === undefined) return JSON.stringify(candidate.value, null, 2);
  const trimmed = dedent(written.trim());
  if (trimmed.includes('\n')) return trimmed;
  const source = readTolerantJson(trimmed);
  return source === undefined ? trimmed : JSON.stringify(source.value, null, 2);
}

function inText(text: string): Piece[] {
  const fenced = fences(text).flatMap((fence) => inBlock(fence.text, fence.offset, fence.heading));
  if (fenced.length > 0) return fenced;
  const heredocs = inTerraform(text);
  if (heredocs.length > 0) return heredocs;
  const yaml = inYaml(text, 0);
  return yaml.length > 0 ? yaml : inProse(text);
}

function inBlock(text: string, offset: number, heading: string | undefined): Piece[] {
  const json = readTolerantJson(text);
  if (json !== undefined) return inJson(json, offset, text, heading);
  const heredocs = inTerraform(text, offset);
  if (heredocs.length > 0) return heredocs;
  const yaml = inYaml(text, offset, heading);
  return yaml.length > 0 ? yaml : inProse(text, offset);
}

interface Fence {
  readonly text: string;
  readonly offset: number;
  /** The heading above it. */
  readonly heading: string | undefined;
}

/** Fenced blocks of a Markdown note; an open one ends with the text. */
function fences(text: string): Fence[] {
  const found: Fence[] = [];
  let heading: string | undefined;
  let open: { sign: string; from: number } | undefined;
  for (const line of text.matchAll(/[^\n]*\n?/g)) {
    const words = line[0].trimEnd();
    const fence = /^\s*(`{3,}|~{3,})/.exec(words)?.[1];
    if (open === undefined) {
      heading = headingIn(words) ?? heading;
      if (fence !== undefined) open = { sign: fence, from: line.index + line[0].length };
    } else if (fence?.startsWith(open.sign) === true) {
      found.push({ text: text.slice(open.from, line.index), offset: open.from, heading });
      open = undefined;
    }
    if (line[0] === '') break;
  }
  if (open !== undefined) found.push({ text: text.slice(open.from), offset: open.from, heading });
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

/** Values in braces that begin a line of prose. */
function inProse(text: string, offset = 0): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  let tries = 500;
  for (const start of text.matchAll(/^[ \t]*\{/gm)) {
    if (start.index < end || (tries -= 1) < 0) continue;
    const from = start.index + start[0].length - 1;
    const to = closingBrace(text, from);
    if (to === undefined) continue;
    const source = readTolerantJson(text.slice(from, to));
    if (source === undefined) continue;
    end = to;
    found.push(...inJson(source, offset + from, text.slice(from, to)));
  }
  return found;
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

/** `definition = <<EOF` and `definition = jsonencode({…})` of Terraform, with the resource's name. */
function inTerraform(text: string, offset = 0): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  let tries = MAX_WORKFLOWS;
  for (const start of text.matchAll(/\bdefinition\s*=\s*(?:<<[-~]?"?(\w{1,100})"?[ \t]*\r?\n|jsonencode\(\s*(?=\{))/g)) {
    if (start.index < end || (tries -= 1) < 0) continue;
    const from = start.index + start[0].length;
    const { name, express } = resourceAround(text, start.index);
    const block = start[1] === undefined ? encoded(text, from, offset) : heredoc(text, from, start[1], offset);
    end = block.end;
    found.push(...block.pieces.map((piece) => ({ ...piece, candidate: { ...piece.candidate, title: name ?? piece.candidate.title, express: express || piece.candidate.express } })));
  }
  return found;
}

/** What was found in a block, and where the block ends. */
interface Block {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

function heredoc(text: string, from: number, sign: string, offset: number): Block {
  const closing = new RegExp(`^[ \\t]*${sign}[ \\t]*\\r?$`, 'gm');
  closing.lastIndex = from;
  const end = closing.exec(text)?.index ?? text.length;
  const body = text.slice(from, end);
  const source = readTolerantJson(body);
  return { pieces: source === undefined ? [] : inJson(source, offset + from, body), end };
}

/** An object that Terraform itself writes as JSON. */
function encoded(text: string, from: number, offset: number): Block {
  const read = readHcl(text, from);
  if (read === undefined) return { pieces: [], end: from };
  const candidates = candidatesIn(read.value, (written) => readTolerantJson(written)?.value);
  return { pieces: candidates.map((candidate) => ({ candidate, text: JSON.stringify(candidate.value, null, 2), offset: offset + from, heading: undefined })), end: read.end };
}

/** Name and type of the resource that a definition stands in. */
function resourceAround(text: string, at: number): { readonly name: string | undefined; readonly express: boolean } {
  const from = text.lastIndexOf('resource', text.lastIndexOf('"aws_sfn_state_machine"', at));
  const start = from < 0 ? null : /^resource\s+"aws_sfn_state_machine"\s+"([^"]{1,300})"/.exec(text.slice(from, from + 1_000));
  const next = text.indexOf('\nresource ', at);
  const block = text.slice(start === null ? at : from, next < 0 ? text.length : next);
  return { name: start?.[1], express: /^[ \t]*type[ \t]*=[ \t]*"EXPRESS"/m.test(block) };
}

/** Short forms of CloudFormation's functions, as the functions that they stand for. */
const CLOUDFORMATION_TAGS: readonly (ScalarTag | CollectionTag)[] = ['Ref', 'Condition', 'GetAtt', 'Sub', 'Join', 'Select', 'Split', 'ImportValue', 'FindInMap', 'If', 'Base64', 'Cidr', 'GetAZs', 'Equals', 'Not', 'And', 'Or', 'Transform'].flatMap(
  (name) => {
    const full = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
    return [
      { tag: `!${name}`, resolve: (value: string) => ({ [full]: name === 'GetAtt' ? value.split('.') : value }) } satisfies ScalarTag,
      { tag: `!${name}`, collection: 'seq', resolve: (value) => ({ [full]: (value.toJSON() as Plain) }) } satisfies CollectionTag,
      { tag: `!${name}`, collection: 'map', resolve: (value) => ({ [full]: (value.toJSON() as Plain) }) } satisfies CollectionTag,
    ];
  },
);

function inYaml(text: string, offset: number, heading?: string): Piece[] {
  // What begins with a brace is JSON, if anything; as YAML it would only be read slowly.
  if (/^\s*[{[]/.test(text)) return [];
  if (!/^[ \t]*(?:-[ \t]+)?["']?[\w:.-]+["']?[ \t]*:/m.test(text)) return [];
  const found: Piece[] = [];
  for (const document of documentsOf(text)) {
    const asWritten = isPlainObject(document) && isMachine(document);
    for (const candidate of candidatesIn(document, (written) => readTolerantJson(written)?.value ?? documentsOf(written)[0])) {
      const json = candidate.text !== undefined && readTolerantJson(candidate.text) !== undefined;
      const written = asWritten ? text : json ? candidate.text : undefined;
      found.push({ candidate, text: asWritten ? text : pretty(written, candidate), offset, heading });
    }
  }
  return found;
}

/** Documents of a YAML text as plain values; none when it is no YAML. Aliases may not grow without end. */
function documentsOf(text: string): Plain[] {
  if (text.length > MAX_YAML) return [];
  try {
    const documents = parseAllDocuments(text, { customTags: [...CLOUDFORMATION_TAGS], merge: true, logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents)) return [];
    return documents.filter((document) => document.errors.length === 0).map((document) => document.toJS({ maxAliasCount: 1_000 }) as Plain);
  } catch {
    return [];
  }
}

function finish({ candidate, text, offset, heading }: Piece, at: number, count: number, name: string, original: string): FoundWorkflow {
  const yaml = readTolerantJson(text) === undefined;
  const { text: definition, mends } = yaml ? { text, mends: [] } : mend(candidate, text);
  const comment = candidate.value['Comment'];
  const base = baseName(name);
  const own = candidate.title ?? (typeof comment === 'string' && comment !== '' ? comment : undefined) ?? heading ?? firstName(candidate);
  return {
    title: (count === 1 ? base || (own ?? '') : (own ?? (base === '' ? `#${at + 1}` : `${base} #${at + 1}`))).slice(0, 80),
    definition,
    shape: candidate.shape,
    states: countStates(candidate),
    mends,
    express: candidate.express,
    line: lineOf(original, offset),
    placeholders: valuesOf(definition, candidate.substitutions),
  };
}

function firstName(candidate: Candidate): string | undefined {
  return candidate.shape === 'states' ? Object.keys(candidate.value)[0] : undefined;
}

function countStates(candidate: Candidate): number {
  if (candidate.shape === 'state') return 1;
  const states = candidate.shape === 'states' ? candidate.value : candidate.value['States'];
  return isPlainObject(states) ? Object.keys(states).length : 0;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Names in `${…}`, each with the value that the template gives, else none. */
function valuesOf(definition: string, given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(placeholdersIn(definition).map((name) => [name, given[name] ?? '']));
}

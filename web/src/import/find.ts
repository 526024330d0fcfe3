/**
 * Finds the workflows in any text that a person may have at hand: a definition, a template of a deployment tool, an
 * answer of the service's API, or a note with all of these between its lines. Pure; knows nothing of the page.
 */
import { readProject } from '../share/project.ts';
import { behindComments } from '../shared/comments.ts';
import type { SharedScene } from '../shared/protocol.ts';
import { fences } from './fences.ts';
import { historyIn } from './history-text.ts';
import { type Candidate, isMachine } from './machines.ts';
import { mend, type Mend } from './mend.ts';
import { candidatesIn, inJson, type Piece, type Place, pretty, type Search } from './pieces.ts';
import { inProse } from './source-code.ts';
import { withoutStandIns } from './stand-ins.ts';
import { Template } from './template-values.ts';
import { inTerraform } from './terraform.ts';
import { isPlainObject, type PlainObject, readTolerantJson } from './tolerant-json.ts';
import { documentsOf } from './yaml-documents.ts';

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
  /** The file that it was found in, where there were several. */
  readonly file?: string;
}

/** A workflow whose definition the text leaves to another file. */
export interface WorkflowElsewhere {
  /** As the text writes it: a path, or the end of an address. */
  readonly file: string;
  /** Empty where nothing names it. */
  readonly title: string;
  readonly express: boolean;
  readonly placeholders: Readonly<Record<string, string>>;
}

export type Findings =
  | { readonly kind: 'workflows'; readonly workflows: readonly FoundWorkflow[]; readonly elsewhere?: readonly WorkflowElsewhere[] }
  /** An execution's history, as GetExecutionHistory answers it. */
  | { readonly kind: 'history'; readonly text: string }
  /** What DescribeExecution answers: no events and no definition, but an input. */
  | { readonly kind: 'execution'; readonly name: string; readonly input: string }
  /** A whole workflow, saved by the page itself. */
  | { readonly kind: 'project'; readonly scene: SharedScene }
  /** Mocked results of Step Functions Local: `MockConfigFile.json`. */
  | { readonly kind: 'mocks'; readonly text: string }
  | { readonly kind: 'nothing'; readonly elsewhere?: readonly WorkflowElsewhere[] }
  | { readonly kind: 'tooLarge' }
  /** Looking for them was given up. */
  | { readonly kind: 'tooLong' };

const MAX_TEXT = 20_000_000;
const MAX_WORKFLOWS = 100;

/** `name` is the file's, and gives a title where the text has none. */
export function findWorkflows(text: string, name = ''): Findings {
  if (text.length > MAX_TEXT) return { kind: 'tooLarge' };
  const scene = readProject(text);
  if (scene !== undefined) return { kind: 'project', scene };
  const whole = readTolerantJson(text);
  const history = historyIn(text, whole?.value);
  if (history !== undefined) return { kind: 'history', text: JSON.stringify(history) };
  if (whole !== undefined && isPlainObject(whole.value)) {
    if (isPlainObject(whole.value['MockedResponses'])) return { kind: 'mocks', text: JSON.stringify(whole.value) };
    const execution = executionIn(whole.value);
    if (execution !== undefined) return execution;
  }
  const search: Search = { elsewhere: [] };
  const found = whole === undefined ? inText(text, search) : inJson(whole, text, search);
  const workflows = found.slice(0, MAX_WORKFLOWS).map((piece, at) => finish(piece, at, found.length, name, text));
  const unfinished = workflows.length === 0 && isUnfinished(text) ? [asWritten(text, name)] : workflows;
  const elsewhere = search.elsewhere.slice(0, MAX_WORKFLOWS).map(({ file, title, express, substitutions }) => ({ file, title: title ?? '', express, placeholders: substitutions }));
  const others = elsewhere.length === 0 ? {} : { elsewhere };
  return unfinished.length === 0 ? { kind: 'nothing', ...others } : { kind: 'workflows', workflows: unfinished, ...others };
}

/** What DescribeExecution answers. */
function executionIn(value: PlainObject): Findings | undefined {
  const { executionArn, status, input, name } = value;
  if (typeof executionArn !== 'string' || typeof status !== 'string' || typeof input !== 'string' || value['definition'] !== undefined) return undefined;
  return { kind: 'execution', name: typeof name === 'string' ? name : '', input };
}

/** Whether a text is nothing but a definition that somebody has not finished, or broken: it is opened as it is, to be mended. */
function isUnfinished(text: string): boolean {
  const begin = behindComments(text, 0, { marks: ['//', '#', '---'] });
  return /^(?:\{\s*(?:$|["']?(?:Comment|StartAt|States|Version|QueryLanguage|TimeoutSeconds)\b)|["']?(?:Comment|StartAt|States|Version|QueryLanguage|TimeoutSeconds)["']?[ \t]*:)/.test(text.slice(begin, begin + 1_000)) && ['StartAt', 'States'].every((field) => new RegExp(`["']?\\b${field}["']?[ \\t]*:`).test(text));
}

function asWritten(text: string, name: string): FoundWorkflow {
  const states = text.match(/["']?\bType["']?[ \t]*:/g)?.length ?? 0;
  return { title: baseName(name), definition: text, shape: 'machine', states, mends: [], express: false, line: 1, placeholders: new Template(null).valuesFor(text, {}) };
}

/** A file's name without what says how it is written. */
function baseName(name: string): string {
  return name.replace(/\.gz$/i, '').replace(/(?:\.asl)?\.(?:asl|jsonc?|ya?ml|tf|md|txt|template|svg|png|[cm]?[jt]s|py|sh)$/i, '');
}

function inText(text: string, search: Search): Piece[] {
  const blocks = fences(text);
  const fenced = blocks.flatMap((fence) => inBlock(fence.text, search, fence));
  if (fenced.length > 0) return [...fenced, ...between(text, blocks, search)].sort((a, b) => a.offset - b.offset);
  return inBlock(text, search, { offset: 0 });
}

function inBlock(text: string, search: Search, place: Place): Piece[] {
  const json = readTolerantJson(text);
  if (json !== undefined) return inJson(json, text, search, place);
  const terraform = inTerraform(text, search, place.offset);
  if (terraform.length > 0) {
    const known = new Set(terraform.map((piece) => piece.offset));
    return [...terraform, ...inProse(text, search, { ...place, fragments: false }).filter((piece) => !known.has(piece.offset))].sort((a, b) => a.offset - b.offset);
  }
  const members = inMembers(text, search, place);
  if (members.length > 0) return members;
  const yaml = inYaml(text, search, place);
  return yaml.length > 0 ? yaml : inProse(text, search, place);
}

/** What a note holds between its blocks: whole definitions only. */
function between(text: string, blocks: readonly { readonly offset: number; readonly to: number }[], search: Search): Piece[] {
  const starts = [0, ...blocks.map((block) => block.to)];
  return starts.flatMap((from, at) => inProse(text.slice(from, blocks[at]?.offset ?? text.length), search, { offset: from, fragments: false }));
}

/** Members of an object without its braces, as they are copied out of the middle of a definition. */
function inMembers(text: string, search: Search, place: Place): Piece[] {
  if (!/^\s*"[^"\n]{1,200}"\s*:/.test(text)) return [];
  const object = `{${text.trimEnd().replace(/,$/, '')}\n}`;
  const source = readTolerantJson(object);
  return source === undefined ? [] : inJson(source, object, search, place);
}

function inYaml(text: string, search: Search, { offset, heading }: Place): Piece[] {
  // What begins with a brace is JSON, if anything; as YAML it would only be read slowly.
  if (/^\s*[{[]/.test(text)) return [];
  if (!/^[ \t]*(?:-[ \t]+)?["']?[\w:.-]+["']?[ \t]*:/m.test(text)) return [];
  const found: Piece[] = [];
  for (const document of documentsOf(text)) {
    const asWritten = isPlainObject(document) && isMachine(document);
    const template = new Template(document);
    for (const candidate of candidatesIn(document, search, (written) => readTolerantJson(written)?.value ?? documentsOf(written)[0])) {
      const json = candidate.text !== undefined && readTolerantJson(candidate.text) !== undefined;
      const written = asWritten ? text : json ? candidate.text : undefined;
      found.push({ candidate, text: asWritten ? text : pretty(written, candidate), offset: offset + placeOf(text, candidate.key), heading, template });
    }
  }
  return found;
}

/** Where a member of a YAML text begins; at its start where that is not known. */
function placeOf(text: string, key: string | undefined): number {
  if (key === undefined) return 0;
  const member = new RegExp(`^[ \\t]*["']?${key.replace(/[^\w ]/g, '\\$&')}["']?[ \\t]*:`, 'm').exec(text);
  return member?.index ?? 0;
}

function finish({ candidate, text, offset, heading, template }: Piece, at: number, count: number, name: string, original: string): FoundWorkflow {
  const yaml = readTolerantJson(text) === undefined;
  const { text: written, mends } = yaml ? { text, mends: [] } : mend(candidate, text);
  const definition = withoutStandIns(written);
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
    placeholders: (template ?? new Template(null)).valuesFor(definition, candidate.substitutions),
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

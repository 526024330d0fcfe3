/**
 * Makes a whole definition of a fragment or of a sketch: what is missing to draw and run it is filled in by edits of
 * the text, so that comments and the way of writing stay. Each kind of filling is told.
 */
import { applyEdits, modify, parse } from 'jsonc-parser';
import type { Candidate } from './machines.ts';
import { STAND_IN } from './stand-ins.ts';
import { isPlainObject, type Plain, type PlainObject } from './tolerant-json.ts';

/** What was filled in: a key of the page's texts each. */
export type Mend = 'startAt' | 'names' | 'types' | 'ends' | 'targets' | 'shapes' | 'unknown' | 'wrapped';

export interface Mended {
  readonly text: string;
  readonly mends: readonly Mend[];
}

type Path = (string | number)[];

const MAX_EDITS = 400;
/** Characters that all edits of a text may read together. */
const MAX_READ = 40_000_000;
const STATE_FIELDS =
  'Type Comment Next End InputPath OutputPath Parameters ResultSelector ResultPath Arguments Output Assign QueryLanguage Resource TimeoutSeconds TimeoutSecondsPath HeartbeatSeconds HeartbeatSecondsPath Credentials Retry Catch Choices Default Seconds SecondsPath Timestamp TimestampPath Result Error Cause ErrorPath CausePath Branches ItemProcessor Iterator ItemsPath Items ItemSelector ItemReader ItemBatcher ResultWriter MaxConcurrency MaxConcurrencyPath ToleratedFailurePercentage ToleratedFailurePercentagePath ToleratedFailureCount ToleratedFailureCountPath Label'.split(' ');
const MACHINE_FIELDS = 'Comment StartAt States Version TimeoutSeconds QueryLanguage ProcessorConfig'.split(' ');
const ENDLESS = new Set(['Choice', 'Succeed', 'Fail']);

/** The definition's text: a fragment is wrapped first. */
export function mend(candidate: Candidate, text: string): Mended {
  const mends = new Set<Mend>();
  const editor = new Editor(wrap(candidate, text, mends));
  mendMachine(editor, [], mends);
  return { text: editor.text, mends: [...mends] };
}

function wrap(candidate: Candidate, text: string, mends: Set<Mend>): string {
  if (candidate.shape === 'machine') return text;
  mends.add('wrapped');
  const indented = dedent(text).replaceAll('\n', '\n    ');
  if (candidate.shape === 'states') return `{\n  "States": ${dedent(text).replaceAll('\n', '\n  ')}\n}`;
  return `{\n  "States": {\n    ${JSON.stringify(nameOf(candidate.value))}: ${indented}\n  }\n}`;
}

/** A lone state has no name; its comment's first words or its type give one. */
function nameOf(state: PlainObject): string {
  const type = typeof state['Type'] === 'string' ? state['Type'] : 'State';
  return `${type}State`;
}

/** The text without the indentation that all its lines but the first share. */
export function dedent(text: string): string {
  const lines = text.split('\n');
  const widths = lines.slice(1).filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = Math.min(...widths, 1_000);
  return lines.map((line, at) => (at === 0 ? line : line.slice(Math.min(common, /^[ \t]*/.exec(line)?.[0].length ?? 0)))).join('\n');
}

/** A text under edit, and how many edits it may still take. */
class Editor {
  text: string;
  #left: number;
  /** The text as a value, until the next edit. */
  #root: Plain | undefined;

  constructor(text: string) {
    this.text = text;
    // Each edit reads the text anew.
    this.#left = Math.min(MAX_EDITS, Math.ceil(MAX_READ / (text.length + 1)));
  }

  value(path: Path): Plain | undefined {
    this.#root ??= parse(this.text, [], { allowTrailingComma: true }) as Plain;
    let at: Plain | undefined = this.#root;
    for (const step of path) {
      if (Array.isArray(at) && typeof step === 'number') at = at[step];
      else if (isPlainObject(at) && typeof step === 'string' && Object.hasOwn(at, step)) at = at[step];
      else return undefined;
    }
    return at;
  }

  object(path: Path): PlainObject {
    const value = this.value(path);
    return isPlainObject(value) ? value : {};
  }

  /** Sets or, with undefined, removes a member. */
  set(path: Path, value: Plain | undefined, first = false): void {
    if (this.#left <= 0) return;
    this.#left -= 1;
    const formattingOptions = { insertSpaces: true, tabSize: 2 };
    const options = first ? { formattingOptions, getInsertionIndex: () => 0 } : { formattingOptions };
    this.#root = undefined;
    this.text = applyEdits(this.text, modify(this.text, path, value, options));
  }
}

function mendMachine(editor: Editor, path: Path, mends: Set<Mend>): void {
  renameFields(editor, path, MACHINE_FIELDS, mends);
  const states = editor.object([...path, 'States']);
  for (const [name, state] of Object.entries(states)) {
    if (isPlainObject(state)) mendState(editor, [...path, 'States', name], mends);
  }
  addTargets(editor, path, mends);
  const now = editor.object([...path, 'States']);
  const start = editor.value([...path, 'StartAt']);
  if (typeof start !== 'string' || !Object.hasOwn(now, start)) {
    editor.set([...path, 'StartAt'], firstState(now), true);
    mends.add('startAt');
  }
}

function mendState(editor: Editor, path: Path, mends: Set<Mend>): void {
  renameFields(editor, path, STATE_FIELDS, mends);
  const state = editor.object(path);
  const type = typeof state['Type'] === 'string' ? state['Type'] : typeFrom(state);
  if (state['Type'] === undefined) {
    editor.set([...path, 'Type'], type, true);
    mends.add('types');
  }
  for (const name of Object.keys(state)) {
    if (STATE_FIELDS.includes(name) || (type === 'Choice' && name === 'Choices')) continue;
    if (STATE_FIELDS.some((field) => field.toLowerCase() === name.toLowerCase())) continue;
    editor.set([...path, name], undefined);
    mends.add('unknown');
  }
  for (const name of ['Parameters', 'ResultSelector', 'ItemSelector'] as const) {
    const value = state[name];
    if (typeof value !== 'string' || value.startsWith(STAND_IN) || state['QueryLanguage'] === 'JSONata') continue;
    editor.set([...path, name], undefined);
    mends.add('shapes');
  }
  if (!ENDLESS.has(type) && typeof state['Next'] !== 'string' && state['End'] !== true) {
    editor.set([...path, 'End'], true);
    mends.add('ends');
  } else if (state['Next'] !== undefined && state['End'] === false) {
    editor.set([...path, 'End'], undefined);
    mends.add('ends');
  }
  const branches = Array.isArray(state['Branches']) ? state['Branches'] : [];
  branches.forEach((branch, at) => {
    if (isPlainObject(branch)) mendMachine(editor, [...path, 'Branches', at], mends);
  });
  for (const name of ['ItemProcessor', 'Iterator'] as const) if (isPlainObject(state[name])) mendMachine(editor, [...path, name], mends);
}

/** Fields that are right but for their case. */
function renameFields(editor: Editor, path: Path, fields: readonly string[], mends: Set<Mend>): void {
  for (const name of Object.keys(editor.object(path))) {
    const right = fields.find((field) => field !== name && field.toLowerCase() === name.toLowerCase());
    if (right === undefined || fields.includes(name)) continue;
    const value = editor.value([...path, name]);
    editor.set([...path, name], undefined);
    editor.set([...path, right], value, true);
    mends.add('names');
  }
}

/** The type that a state's fields speak of. */
function typeFrom(state: PlainObject): string {
  if ('Resource' in state) return 'Task';
  if ('Choices' in state) return 'Choice';
  if ('Branches' in state) return 'Parallel';
  if ('ItemProcessor' in state || 'Iterator' in state) return 'Map';
  if (['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].some((name) => name in state)) return 'Wait';
  if ('Error' in state || 'Cause' in state) return 'Fail';
  return 'Pass';
}

/** States that transitions lead to and that are not there become Pass states at the end. */
function addTargets(editor: Editor, path: Path, mends: Set<Mend>): void {
  const states = editor.object([...path, 'States']);
  for (const name of targetsOf(states)) {
    if (Object.hasOwn(states, name)) continue;
    editor.set([...path, 'States', name], { Type: 'Pass', End: true });
    mends.add('targets');
  }
}

function targetsOf(states: PlainObject): Set<string> {
  const targets = new Set<string>();
  const add = (value: Plain | undefined): void => {
    if (typeof value === 'string' && value !== '') targets.add(value);
  };
  for (const state of Object.values(states)) {
    if (!isPlainObject(state)) continue;
    add(state['Next']);
    add(state['Default']);
    for (const name of ['Choices', 'Catch'] as const) {
      const rules = state[name];
      if (Array.isArray(rules)) for (const rule of rules) if (isPlainObject(rule)) add(rule['Next']);
    }
  }
  return targets;
}

/** The first state that none leads to, else the first. */
function firstState(states: PlainObject): string {
  const targets = targetsOf(states);
  const names = Object.keys(states);
  return names.find((name) => !targets.has(name)) ?? names[0] ?? 'Start';
}

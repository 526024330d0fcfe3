/**
 * The mocks' text as a form sees it: per state a list of answers, each with its parts as JSON text. Changes are made in the
 * text, so that numbers and what a person wrote elsewhere stay as they are.
 */
import { type Node, parseTree } from 'jsonc-parser';
import { stringOr } from '../../shared/guard.ts';
import { formatJson } from '../../shared/json-lines.ts';
import { withMember } from '../../shared/edit-json.ts';

export type AnswerKind = 'return' | 'throw' | 'never';

/** One answer of a state; parts that are not written are undefined. All values are JSON text. */
export interface MockEntry {
  readonly kind: AnswerKind;
  readonly result: string;
  readonly error: string;
  readonly cause: string;
  readonly after: string | undefined;
  readonly heartbeat: string | undefined;
  readonly submitted: string | undefined;
  readonly when: string | undefined;
  readonly index: string | undefined;
  /** Which calls of the state it answers, from 0: `"1-2"`. */
  readonly calls: string | undefined;
}

export interface StateMocks {
  readonly state: string;
  readonly entries: readonly MockEntry[];
}

/** Parts that may stand beside the answer, in the order of the form. */
export const OPTIONS = ['after', 'heartbeat', 'submitted', 'when', 'index', 'calls'] as const;
export type Option = (typeof OPTIONS)[number];

export const NEW_ENTRY: MockEntry = {
  kind: 'return', result: '{}', error: 'States.TaskFailed', cause: '', after: undefined, heartbeat: undefined, submitted: undefined, when: undefined, index: undefined, calls: undefined,
};

/** The mocks by state, in the order of the text. Undefined where the text is no object. */
export function readMocks(text: string): StateMocks[] | undefined {
  const root = parseTree(text.trim() === '' ? '{}' : text);
  if (root?.type !== 'object') return undefined;
  return (root.children ?? []).flatMap((member): StateMocks[] => {
    const [name, value] = member.children ?? [];
    if (name === undefined || value?.type !== 'array') return [];
    return [{ state: String(name.value), entries: (value.children ?? []).map((entry) => readEntry(text, entry)) }];
  });
}

function readEntry(text: string, entry: Node): MockEntry {
  const parts = new Map<string, string>();
  const thrown = new Map<string, unknown>();
  for (const member of entry.children ?? []) {
    const [name, value] = member.children ?? [];
    if (name === undefined || value === undefined) continue;
    parts.set(String(name.value), text.slice(value.offset, value.offset + value.length));
    if (name.value === 'throw') for (const part of value.children ?? []) thrown.set(String(part.children?.[0]?.value), part.children?.[1]?.value);
  }
  return {
    kind: parts.has('throw') ? 'throw' : parts.has('never') ? 'never' : 'return',
    result: parts.get('return') ?? '{}',
    error: stringOr(thrown.get('error'), NEW_ENTRY.error),
    cause: stringOr(thrown.get('cause'), ''),
    after: parts.get('after'),
    heartbeat: parts.get('heartbeat'),
    submitted: parts.get('submitted'),
    when: parts.get('when'),
    index: parts.get('index'),
    calls: parts.get('calls'),
  };
}

/** An entry as JSON text. */
export function writeEntry(entry: MockEntry): string {
  const answer =
    entry.kind === 'throw'
      ? `"throw": ${JSON.stringify({ error: entry.error, ...(entry.cause === '' ? {} : { cause: entry.cause }) })}`
      : entry.kind === 'never' ? '"never": true' : `"return": ${entry.result}`;
  const options = OPTIONS.flatMap((name) => (entry[name] === undefined ? [] : [`"${name}": ${entry[name]}`]));
  return `{ ${[answer, ...options].join(', ')} }`;
}

/** The mocks with a state's answers replaced; without any, the state is taken out. */
export function withEntries(text: string, state: string, entries: readonly MockEntry[]): string {
  const base = text.trim() === '' ? '{}' : text;
  const value = entries.length === 0 ? undefined : `[${entries.map(writeEntry).join(', ')}]`;
  const changed = withMember(base, [state], value);
  // Comments would be lost by laying the text out anew.
  return /\/[/*]/.test(changed) ? changed : formatJson(changed);
}

/** Whether a part is a text, which a person types without quotes. */
export function isText(name: Option | 'result'): boolean {
  return name === 'when' || name === 'calls';
}

/** Why a part of an entry cannot be taken as it was typed; undefined where it can. */
export function problemOf(name: Option | 'result', json: string): 'json' | 'number' | 'string' | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return 'json';
  }
  if (name === 'after' || name === 'heartbeat' || name === 'index') return typeof value === 'number' && value >= 0 && (name !== 'index' || Number.isInteger(value)) ? undefined : 'number';
  return isText(name) && typeof value !== 'string' ? 'string' : undefined;
}

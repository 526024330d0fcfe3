/** An assertion of the engine's report as sentences: what should be, and what came instead. */
import { parseJson, isRecord } from '../../shared/guard.ts';
import type { ExerciseAssertion } from '../../shared/protocol.ts';
import type { Words } from './course.ts';
import type { WordKey } from './words.ts';

/** How a key becomes words: `x` of the page, or a test's own. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** Characters of a value within a sentence. */
const MAX_VALUE = 160;

/** JSON text as it is read: texts without quotes, lists of names with arrows, bounds in words. */
export function valueWords(kind: string, json: string, say: Say): string {
  const value = parseJson(json);
  if (kind === 'path' || kind === 'order') return cut(Array.isArray(value) ? value.join(' → ') : json);
  if (isRecord(value) && (kind === 'count' || ('max' in value && Object.keys(value).length === 1) || 'min' in value)) {
    const { min, max } = value;
    const words = (number: unknown): string => (typeof number === 'number' ? String(number) : '');
    if (min !== undefined && max !== undefined) return min === max ? words(min) : say('bounds.both', { min: words(min), max: words(max) });
    if (max !== undefined) return say('bounds.max', { max: words(max) });
    if (min !== undefined) return say('bounds.min', { min: words(min) });
  }
  return cut(typeof value === 'string' ? value : json);
}

function cut(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}…`;
}

/** What should be. */
export function wanted(assertion: ExerciseAssertion, numbers: Words, say: Say): string {
  const { kind, id } = assertion;
  const expected = assertion.expected === undefined ? '' : valueWords(kind, assertion.expected, say);
  const subject = assertion.subject?.replace('#', ' #') ?? '';
  return say(keyOf(assertion), { expected, subject: id.startsWith('answer/number/') ? (numbers[subject] ?? subject) : subject });
}

function keyOf({ id, kind, expected }: ExerciseAssertion): WordKey {
  if (id.startsWith('answer/path')) return 'assert.pathAnswer';
  if (id.startsWith('runs/') && kind === 'has') return 'assert.hasPart';
  if (kind === 'exists') return expected === 'false' ? 'assert.existsNot' : 'assert.exists';
  return `assert.${kind}` as WordKey;
}

const NOTES = ['waits', 'never', 'endless', 'no-such-state', 'not-called', 'nothing-there', 'no-output', 'not-set', 'not-json', 'empty', 'goes-on', 'ends-before'] as const;

/** What came instead. */
export function came(assertion: ExerciseAssertion, say: Say): string {
  const { kind, id, actual } = assertion;
  const note = NOTES.find((candidate) => candidate === assertion.note);
  const reason = note === undefined ? '' : say(`note.${note}`);
  if (id.startsWith('answer/')) return reason || (kind === 'choice' ? say('came.choice') : say('came.wrong'));
  if (kind === 'errors') return say('came.errors', { actual: Number(actual ?? 0) });
  if (kind === 'includes') return reason || say('came.notEntered');
  if (kind === 'excludes') return say('came.entered');
  const value = actual === undefined || actual === 'null' ? '' : say('came.value', { actual: valueWords(kind, actual, say) });
  return [value || (reason === '' ? say('came.nothing') : ''), reason].filter((part) => part !== '').join(' ');
}

/** Parts of a text that are workflows, before they are made ready to be opened. */
import { type Candidate, type Elsewhere, fragmentOf, machinesIn } from './machines.ts';
import { dedent } from './mend.ts';
import { Template } from './template-values.ts';
import { type Plain, readTolerantJson, type Source } from './tolerant-json.ts';

/** A candidate with the text it is written in, and where that begins. */
export interface Piece {
  readonly candidate: Candidate;
  readonly text: string;
  readonly offset: number;
  readonly heading?: string | undefined;
  /** Knows values of its placeholders. */
  readonly template?: Template;
}

/** What looking through one text gives besides the workflows in it. */
export interface Search {
  readonly elsewhere: Elsewhere[];
}

/** Where a block stands in its text, and what is written over it. */
export interface Place {
  readonly offset: number;
  readonly heading?: string | undefined;
}

/** The workflows of a value that was read; `original` is its text before that. */
export function inJson(source: Source, original: string, search: Search, { offset, heading }: Place = { offset: 0 }): Piece[] {
  const template = new Template(source.value);
  return candidatesIn(source.value, search, (text) => readTolerantJson(text)?.value).map((candidate) => {
    const range = source.rangeOf(candidate.value);
    const whole = candidate.value === source.value && (source.replaced || source.text === original);
    const written = candidate.text ?? (whole ? source.text : range === undefined ? undefined : dedent(source.text.slice(range.from, range.to)));
    const end = whole && offset === 0 && original.endsWith('\n') ? '\n' : '';
    return { candidate, text: `${pretty(written, candidate)}${end}`, offset: offset + (range?.from ?? 0), heading, template };
  });
}

/** A fragment as a whole, else the machines inside. */
export function candidatesIn(value: Plain, search: Search, parse: (text: string) => Plain | undefined): readonly Candidate[] {
  const fragment = fragmentOf(value);
  if (fragment !== undefined) return [fragment];
  const { found, elsewhere } = machinesIn(value, parse);
  const template = new Template(value);
  search.elsewhere.push(...elsewhere.map((one) => ({ ...one, substitutions: template.filled(one.substitutions) })));
  return found;
}

/** The text as written, but on several lines. */
export function pretty(written: string | undefined, candidate: Candidate): string {
  if (written === undefined) return JSON.stringify(candidate.value, null, 2);
  const trimmed = dedent(written.trim());
  const source = readTolerantJson(trimmed);
  if (source === undefined) return trimmed;
  const text = source.replaced ? source.text : trimmed;
  return text.includes('\n') ? text : JSON.stringify(source.value, null, 2);
}

/**
 * What a learner has done, kept in this browser and nowhere else; one JSON file for taking it along.
 *
 * A solved exercise stays solved whatever is edited later. Showing the solution never solves anything.
 */
import { isRecord, numberOr, parseJson, stringOr } from '../../shared/guard.ts';
import type { Answer } from './answer.ts';

/** What we need of `Storage`. */
type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const PROGRESS_KEY = 'stepthrough.1.exercises';
const FORMAT = 'stepthrough-progress';
/** Longer texts are not kept: no exercise needs them. */
const MAX_TEXT = 100_000;

/** A learner's work on an exercise as it was left. */
export interface Work {
  readonly definition?: string;
  readonly mocks?: string;
  readonly answer?: Answer;
}

export interface Entry {
  /** When it was solved first; milliseconds since the epoch. */
  readonly solvedAt?: number;
  /** How many hints were open then, or are open now. */
  readonly hints?: number;
  readonly solutionSeen?: boolean;
  readonly work?: Work;
}

export class Progress {
  readonly #storage: KeyValue | undefined;
  readonly #onChange: () => void;
  #entries: Record<string, Entry>;

  constructor(storage: KeyValue | undefined, onChange: () => void = () => undefined) {
    this.#storage = storage;
    this.#onChange = onChange;
    this.#entries = readEntries(parseJson(read(storage) ?? 'null'));
  }

  of(id: string): Entry {
    return this.#entries[id] ?? {};
  }

  isSolved(id: string): boolean {
    return this.of(id).solvedAt !== undefined;
  }

  /** How many of these are solved. */
  count(ids: readonly string[]): number {
    return ids.filter((id) => this.isSolved(id)).length;
  }

  /** How many exercises of our own course are solved. */
  get solved(): number {
    return Object.entries(this.#entries).filter(([id, entry]) => !id.includes('/') && entry.solvedAt !== undefined).length;
  }

  solve(id: string, now: number): void {
    const entry = this.of(id);
    if (entry.solvedAt === undefined) this.#put(id, { ...entry, solvedAt: now });
  }

  change(id: string, change: Partial<Entry>): void {
    this.#put(id, { ...this.of(id), ...change });
  }

  /** Forgets the work and the hints; what is solved stays solved. */
  resetWork(id: string): void {
    const { solvedAt } = this.of(id);
    this.#put(id, solvedAt === undefined ? {} : { solvedAt });
  }

  resetAll(): void {
    this.#entries = {};
    this.#save();
  }

  /** The file to take along. */
  exportText(): string {
    return JSON.stringify({ format: FORMAT, format_version: 1, exercises: this.#entries }, null, 2);
  }

  /** Takes over what a file says; of an exercise in both, the solved one wins. False when it is no such file. */
  importText(text: string): boolean {
    const file = parseJson(text);
    if (!isRecord(file) || file['format'] !== FORMAT || file['format_version'] !== 1) return false;
    for (const [id, entry] of Object.entries(readEntries(file['exercises'], true))) {
      const own = this.of(id);
      const solvedAt = Math.min(own.solvedAt ?? Number.POSITIVE_INFINITY, entry.solvedAt ?? Number.POSITIVE_INFINITY);
      this.#entries[id] = { ...entry, ...own, ...(Number.isFinite(solvedAt) ? { solvedAt } : {}) };
    }
    this.#save();
    return true;
  }

  #put(id: string, entry: Entry): void {
    this.#entries = { ...this.#entries, [id]: entry };
    this.#save();
  }

  #save(): void {
    try {
      this.#storage?.setItem(PROGRESS_KEY, JSON.stringify({ exercises: this.#entries }));
    } catch {
      // A full or forbidden storage: progress lasts as long as the page.
    }
    this.#onChange();
  }
}

function read(storage: KeyValue | undefined): string | null | undefined {
  try {
    return storage?.getItem(PROGRESS_KEY);
  } catch {
    return undefined;
  }
}

function readEntries(value: unknown, bare = false): Record<string, Entry> {
  const entries = bare ? value : isRecord(value) ? value['exercises'] : undefined;
  if (!isRecord(entries)) return {};
  return Object.fromEntries(Object.entries(entries).filter(([id, entry]) => id.length <= 160 && isRecord(entry)).map(([id, entry]) => [id, readEntry(entry)]));
}

function readEntry(value: unknown): Entry {
  if (!isRecord(value)) return {};
  const solvedAt = numberOr(value['solvedAt'], 0, 1, 8.64e15);
  const hints = numberOr(value['hints'], 0, 0, 3);
  const work = isRecord(value['work']) ? value['work'] : undefined;
  const text = (name: string): string | undefined => stringOr(work?.[name], '', MAX_TEXT) || undefined;
  const [definition, mocks] = [text('definition'), text('mocks')];
  return {
    ...(solvedAt > 0 ? { solvedAt } : {}),
    ...(hints > 0 ? { hints: Math.floor(hints) } : {}),
    ...(value['solutionSeen'] === true ? { solutionSeen: true } : {}),
    ...(work === undefined ? {} : { work: { ...(definition === undefined ? {} : { definition }), ...(mocks === undefined ? {} : { mocks }), answer: readAnswer(work['answer']) } }),
  };
}

function readAnswer(value: unknown): Answer {
  const answer = isRecord(value) ? value : {};
  const strings = (name: string): string[] => (Array.isArray(answer[name]) ? (answer[name] as readonly unknown[]).filter((item) => typeof item === 'string').slice(0, 200) : []);
  const numbers = isRecord(answer['numbers']) ? answer['numbers'] : {};
  return {
    json: stringOr(answer['json'], '', MAX_TEXT),
    path: strings('path'),
    choice: strings('choice'),
    numbers: Object.fromEntries(Object.entries(numbers).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 40)),
  };
}

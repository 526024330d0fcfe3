/** Exam mode: a set of exercises drawn by a seed, a clock, and what came of it. */
import type { ExerciseInfo } from './course.ts';

export interface Exam {
  readonly track: string;
  readonly seed: string;
  readonly ids: readonly string[];
  /** Milliseconds since the epoch; undefined without a clock. */
  readonly endsAt: number | undefined;
  readonly startedAt: number;
  readonly at: number;
  /** Whether each exercise passed when it was left; undefined while it was not looked at. */
  readonly results: Readonly<Record<string, boolean>>;
  readonly finishedAt: number | undefined;
}

/** A number from a text, the same everywhere (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: string): () => number {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Draws `count` exercises of a pool: every topic in turn, so that no seed asks about one thing only.
 * The same seed, track and course give the same set in the same order.
 */
export function draw(pool: readonly ExerciseInfo[], count: number, track: string, seed: string): string[] {
  const random = randomOf(`${track}/${seed}`);
  const sorted = [...pool].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shuffled = sorted.map((info) => ({ info, key: random() })).sort((a, b) => a.key - b.key || (a.info.id < b.info.id ? -1 : 1));
  const topics = new Map<string, string[]>();
  for (const { info } of shuffled) topics.set(info.topic, [...(topics.get(info.topic) ?? []), info.id]);
  const drawn: string[] = [];
  while (drawn.length < Math.min(count, pool.length)) {
    for (const ids of topics.values()) {
      const id = ids.shift();
      if (id !== undefined && drawn.length < count) drawn.push(id);
    }
  }
  return drawn;
}

/** Seeds are short enough to be read out. */
export function freshSeed(random: () => number): string {
  return Array.from({ length: 5 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(Math.floor(random() * 31))).join('');
}

/** Seeds of addresses: letters and digits only. */
export function isSeed(text: string): boolean {
  return /^[a-z0-9]{1,20}$/.test(text);
}

/** Milliseconds that are left; none without a clock. */
export function timeLeft(exam: Exam, now: number): number | undefined {
  return exam.endsAt === undefined ? undefined : Math.max(0, exam.endsAt - now);
}

/** `12:05` */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

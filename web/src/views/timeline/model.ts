/** The timeline's rows and its axis: plain data, made of the history; the cursor only decides what is future. */
import type { HistoryIndex, Visit } from '../../run/history-index.ts';
import { visitStatus, waitsOutside } from '../../run/visit-status.ts';
import type { Status } from '../../run/status.ts';

export interface Segment {
  readonly kind: Status | 'backoff';
  readonly fromMs: number;
  readonly toMs: number;
  /** Number of the attempt when there were several. */
  readonly attempt: number | undefined;
  readonly sign: 'timer' | 'callback' | undefined;
}

export interface TimelineRow {
  readonly key: string;
  readonly depth: number;
  readonly label: string;
  /** Items of a Map. */
  readonly items: number | undefined;
  readonly visit: Visit | undefined;
  readonly iteration: number | undefined;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly segments: readonly Segment[];
}

/** Rows of the whole history, the children of collapsed containers left out. `toggled` holds the keys that differ from the default. */
export function timelineRows(index: HistoryIndex, toggled: ReadonlySet<string>): TimelineRow[] {
  const children = new Map<number, Visit[]>();
  for (const visit of index.visits) {
    const list = children.get(visit.container);
    if (list === undefined) children.set(visit.container, [visit]);
    else list.push(visit);
  }
  const rows: TimelineRow[] = [];
  // A stack instead of recursion: containers nest as deep as a definition does.
  const todo: { visits: readonly Visit[]; at: number; depth: number }[] = [{ visits: children.get(-1) ?? [], at: 0, depth: 0 }];
  for (let level = todo.at(-1); level !== undefined; level = todo.at(-1)) {
    const visit = level.visits[level.at];
    if (visit === undefined) {
      todo.pop();
      continue;
    }
    level.at += 1;
    const inside = children.get(visit.index) ?? [];
    const row = rowOf(index, visit, level.depth, inside.length > 0, toggled);
    rows.push(row);
    if (row.expanded) todo.push({ visits: inside, at: 0, depth: level.depth + 1 });
  }
  return rows;
}

function rowOf(index: HistoryIndex, visit: Visit, depth: number, expandable: boolean, toggled: ReadonlySet<string>): TimelineRow {
  const key = String(visit.index);
  // Branches are few and shown; items may be thousands and are not.
  const byDefault = visit.type === 'Parallel' || (visit.length ?? 0) <= 3;
  return {
    key,
    depth,
    label: visit.state,
    items: visit.length,
    visit,
    iteration: visit.iteration,
    expandable,
    expanded: expandable && toggled.has(key) !== byDefault,
    // Made when the row is drawn: of thousands of rows, a few are seen.
    get segments() {
      return segmentsOf(index, visit);
    },
  };
}

function segmentsOf(index: HistoryIndex, visit: Visit): Segment[] {
  const time = (at: number): number => index.events[at < 0 ? index.length - 1 : at]?.timestampMs ?? 0;
  const whole: Segment = {
    kind: visitStatus(visit, index.length),
    fromMs: time(visit.enteredAt),
    toMs: time(visit.endedAt),
    attempt: undefined,
    sign: visit.type === 'Wait' ? 'timer' : undefined,
  };
  if (visit.type === 'Wait') return [{ ...whole, kind: visit.end === 'aborted' || visit.end === 'timedOut' ? whole.kind : 'waiting' }];
  if (visit.attempts.length === 0 || visit.type === 'Map' || visit.type === 'Parallel') return [whole];
  const many = visit.attempts.length > 1;
  const segments: Segment[] = [];
  visit.attempts.forEach((attempt, at) => {
    const before = visit.attempts[at - 1];
    if (before !== undefined && before.endedAt >= 0 && time(before.endedAt) < time(attempt.scheduledAt)) {
      segments.push({ kind: 'backoff', fromMs: time(before.endedAt), toMs: time(attempt.scheduledAt), attempt: undefined, sign: undefined });
    }
    const last = at === visit.attempts.length - 1;
    const callback = waitsOutside(attempt, attempt.scheduledAt + 1);
    const failed = attempt.outcome === 'failed' ? 'failed' : attempt.outcome === 'timedOut' ? 'timedOut' : undefined;
    segments.push({
      kind: last && failed === undefined ? (callback ? 'waiting' : whole.kind) : last && visit.end === 'caught' ? 'caught' : (failed ?? whole.kind),
      fromMs: time(attempt.scheduledAt),
      toMs: time(attempt.endedAt < 0 ? visit.endedAt : attempt.endedAt),
      attempt: many ? at + 1 : undefined,
      sign: callback ? 'callback' : undefined,
    });
  });
  return segments;
}

/** A stretch of time in which nothing happened, drawn narrow. */
export interface Fold {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Width of a folded stretch, as part of the axis. */
const FOLD_SHARE = 0.07;
/** Time before the first and after the last event, as part of the span. */
const IDLE_SHARE = 0.2;

/** A part of the time that is looked at alone. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the foot says of the whole execution. */
export interface Totals {
  readonly durationMs: number;
  /** States that were entered, and retries. */
  readonly transitions: number;
  readonly events: number;
  readonly failures: number;
  readonly retries: number;
}

export function totalsOf(index: HistoryIndex): Totals {
  const retries = index.visits.reduce((sum, visit) => sum + Math.max(0, visit.attempts.length - 1), 0);
  return {
    durationMs: (index.events.at(-1)?.timestampMs ?? 0) - (index.events[0]?.timestampMs ?? 0),
    transitions: index.visits.length + retries,
    events: index.length,
    failures: index.visits.reduce((sum, visit) => sum + visit.attempts.filter((attempt) => attempt.outcome === 'failed' || attempt.outcome === 'timedOut').length, 0),
    retries,
  };
}

/** A range that can be looked at: in order, inside the history, and not smaller than a thousandth of it. */
export function usefulRange(fromMs: number, toMs: number, index: HistoryIndex): TimeRange | undefined {
  const start = index.events[0]?.timestampMs ?? 0;
  const end = index.events.at(-1)?.timestampMs ?? 0;
  const least = Math.max(1, (end - start) / 1_000);
  const from = Math.max(start, Math.min(fromMs, toMs));
  const to = Math.min(end, Math.max(fromMs, toMs));
  return to - from < least ? undefined : { fromMs: from, toMs: to };
}

/** Maps virtual time to 0…1, folded stretches drawn narrow. */
export class TimeScale {
  /** Start of the execution: what the ruler counts from. */
  readonly originMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly folds: readonly Fold[];
  readonly #share: number;
  readonly #open: number;

  /** Of the whole history, or of a part of it; idle time is folded as far as it lies in the part. */
  constructor(index: HistoryIndex, range?: TimeRange) {
    const first = index.events[0]?.timestampMs ?? 0;
    this.originMs = first;
    this.startMs = range?.fromMs ?? first;
    this.endMs = Math.max(this.startMs + 1, range?.toMs ?? index.events.at(-1)?.timestampMs ?? 0);
    this.folds = foldsOf(index, this.startMs, this.endMs);
    const folded = this.folds.reduce((sum, fold) => sum + fold.toMs - fold.fromMs, 0);
    this.#open = Math.max(1, this.endMs - this.startMs - folded);
    this.#share = this.folds.length * FOLD_SHARE;
  }

  /** Position of a moment, 0…1. */
  at(ms: number): number {
    const bounded = Math.min(this.endMs, Math.max(this.startMs, ms));
    let position = 0;
    let from = this.startMs;
    for (const fold of this.folds) {
      if (bounded <= fold.fromMs) break;
      position += this.#width(fold.fromMs - from);
      position += FOLD_SHARE * Math.min(1, (bounded - fold.fromMs) / (fold.toMs - fold.fromMs));
      from = Math.min(bounded, fold.toMs);
      if (bounded < fold.toMs) return position;
    }
    return position + this.#width(Math.max(0, bounded - from));
  }

  /** Moment at a position. */
  moment(position: number): number {
    let left = Math.min(1, Math.max(0, position));
    let from = this.startMs;
    for (const fold of this.folds) {
      const width = this.#width(fold.fromMs - from);
      if (left <= width) break;
      left -= width;
      if (left <= FOLD_SHARE) return fold.fromMs + (left / FOLD_SHARE) * (fold.toMs - fold.fromMs);
      left -= FOLD_SHARE;
      from = fold.toMs;
    }
    return Math.min(this.endMs, from + (left / (1 - this.#share)) * this.#open);
  }

  #width(ms: number): number {
    return (ms / this.#open) * (1 - this.#share);
  }

  /** Moments for the ruler, at least `gap` (part of the axis) apart, none inside a fold. */
  ticks(gap: number): number[] {
    const span = (gap / (1 - this.#share)) * this.#open;
    const step = STEPS_MS.find((candidate) => candidate >= span) ?? STEPS_MS.at(-1) ?? 1;
    const ticks: number[] = [];
    let last = -1;
    for (const [from, to] of this.#stretches()) {
      const first = Math.ceil((from - this.originMs) / step) * step + this.originMs;
      for (let ms = first; ms <= to && ticks.length < 200; ms += step) {
        const at = this.at(ms);
        if (last >= 0 && at - last < gap * 0.9) continue;
        ticks.push(ms);
        last = at;
      }
    }
    return ticks;
  }

  #stretches(): [number, number][] {
    const out: [number, number][] = [];
    let from = this.startMs;
    for (const fold of this.folds) {
      out.push([from, fold.fromMs]);
      from = fold.toMs;
    }
    out.push([from, this.endMs]);
    return out;
  }
}

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
  3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_592_000_000, 31_536_000_000,
];

/**
 * Idle stretches of more than a fifth of the span are folded, where they would squeeze the rest to nothing: waits of
 * seconds among seconds stay as they are.
 */
function foldsOf(index: HistoryIndex, startMs: number, endMs: number): Fold[] {
  const span = endMs - startMs;
  const gaps: Fold[] = [];
  let before = startMs;
  for (const event of index.events) {
    if (event.timestampMs < startMs) continue;
    if (event.timestampMs > endMs) break;
    if (event.timestampMs - before > span * IDLE_SHARE) gaps.push({ fromMs: before, toMs: event.timestampMs });
    before = Math.max(before, event.timestampMs);
  }
  const busy = span - gaps.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0);
  return busy <= 0 ? [] : gaps.filter((gap) => gap.toMs - gap.fromMs > 8 * busy);
}

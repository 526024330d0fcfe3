/** What a visit, a state or a way looks like when `cursor` events of the history have happened. */
import { type Attempt, upperBound, type Visit, type VisitEnd } from './history-index.ts';
import type { HistoryScope } from './scope.ts';
import type { Status } from './status.ts';

/** Everything the graph and the inspector show of a state at one moment. */
export interface StateView {
  readonly status: Status;
  /** Visits begun so far. */
  readonly visits: number;
  /** Retries of the last visit so far. */
  readonly retries: number;
  readonly visit: Visit | undefined;
  /** Milliseconds that the last visit waited (timer, callback), when that is worth a badge. */
  readonly waitedMs: number;
  /** A sample answered, because the person gave no mock. */
  readonly sample: boolean;
}

export const UNVISITED: StateView = {
  status: 'notStarted',
  visits: 0,
  retries: 0,
  visit: undefined,
  waitedMs: 0,
  sample: false,
};

/** A visit's end, as it stood at some moment. */
export interface EndOfVisit {
  readonly at: number;
  readonly end: VisitEnd | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** How a visit had ended when `cursor` events had happened; undefined while it lasted. A redrive takes ends back. */
export function endBy(visit: Visit, cursor: number): EndOfVisit | undefined {
  const life = visit.earlier.find((earlier) => cursor <= earlier.reopenedAt) ?? visit;
  const { endedAt, end, error, cause } = life;
  return endedAt >= 0 && endedAt < cursor ? { at: endedAt, end, error, cause } : undefined;
}

/** Status of one visit. `cursor` is a count: event indices below it have happened. */
export function visitStatus(visit: Visit, cursor: number): Status {
  if (cursor <= visit.enteredAt) return 'notStarted';
  const ended = endBy(visit, cursor);
  if (ended !== undefined) return endStatus(ended.end);
  if (visit.type === 'Wait') return 'waiting';
  const attempts = attemptsBy(visit, cursor);
  const last = visit.attempts[attempts - 1];
  if (last === undefined) return 'inProgress';
  if (last.endedAt < 0 || last.endedAt >= cursor) return waitsOutside(last, cursor) ? 'waiting' : 'inProgress';
  if (last.outcome === 'succeeded') return 'inProgress';
  const next = visit.attempts[attempts];
  const life = visit.earlier.find((earlier) => cursor <= earlier.reopenedAt);
  // The next attempt may be one of a redrive: until then this one was the last.
  if (next !== undefined && (life === undefined || next.scheduledAt < life.reopenedAt)) return 'retrying';
  if (visit.end === 'caught') return 'caught';
  return last.outcome === 'timedOut' ? 'timedOut' : 'failed';
}

function endStatus(end: VisitEnd | undefined): Status {
  switch (end) {
    case 'caught':
      return 'caught';
    case 'failed':
      return 'failed';
    case 'timedOut':
      return 'timedOut';
    case 'aborted':
      return 'aborted';
    default:
      return 'succeeded';
  }
}

/** A callback or an activity: nobody inside the workflow can end this attempt. */
export function waitsOutside(attempt: Attempt, cursor: number): boolean {
  const resource = attempt.resource ?? '';
  if (resource.includes(':activity:')) return attempt.startedAt < 0 || attempt.startedAt >= cursor;
  if (!resource.includes('waitForTaskToken')) return false;
  return true;
}

/** Attempts that had begun. */
export function attemptsBy(visit: Visit, cursor: number): number {
  return upperBound(visit.attempts.length, (k) => (visit.attempts[k]?.scheduledAt ?? 0) < cursor);
}

/** Retries that had begun: attempts but the first, and but those that a redrive began. */
export function retriesBy(visit: Visit, cursor: number): number {
  const redrives = visit.earlier.filter((earlier) => earlier.reopenedAt < cursor).length;
  return Math.max(0, attemptsBy(visit, cursor) - 1 - redrives);
}

/** The state as its last visit leaves it. */
export function stateView(index: HistoryScope, state: string, cursor: number): StateView {
  const visit = index.lastVisit(state, cursor);
  if (visit === undefined) return UNVISITED;
  const attempts = attemptsBy(visit, cursor);
  return {
    status: visitStatus(visit, cursor),
    visits: index.visitCount(state, cursor),
    retries: retriesBy(visit, cursor),
    visit,
    waitedMs: waitedMs(index, visit, cursor),
    sample: visit.attempts.slice(0, attempts).some((attempt) => attempt.sample),
  };
}

/** Time of the virtual clock when `cursor` events have happened. */
export function clockAt(index: Pick<HistoryScope, 'events'>, cursor: number): number {
  return index.events[Math.max(0, cursor - 1)]?.timestampMs ?? 0;
}

/** Milliseconds that a visit spent waiting for a timer or for somebody outside. */
export function waitedMs(index: Pick<HistoryScope, 'events'>, visit: Visit, cursor: number): number {
  const time = (at: number): number => index.events[at]?.timestampMs ?? 0;
  const until = (at: number): number => (at >= 0 && at < cursor ? time(at) : clockAt(index, cursor));
  if (visit.type === 'Wait') return until(endBy(visit, cursor)?.at ?? -1) - time(visit.enteredAt);
  let total = 0;
  for (const attempt of visit.attempts) {
    if (attempt.scheduledAt >= cursor || !waitsOutside(attempt, attempt.scheduledAt + 1)) continue;
    total += until(attempt.endedAt) - time(attempt.scheduledAt);
  }
  return total;
}

/** How often a way had been taken. */
export function wayCount(ways: ReadonlyMap<string, number[]>, key: string, cursor: number): number {
  const taken = ways.get(key);
  return taken === undefined ? 0 : upperBound(taken.length, (k) => (taken[k] ?? 0) < cursor);
}

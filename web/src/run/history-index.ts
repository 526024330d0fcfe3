/**
 * Who did what in a history: every event is given to a visit of a state, every visit to its container.
 *
 * This is the one reading of a history that all views share. It is made once, in one pass, and answers for any
 * cursor by binary search, so that scrubbing never replays anything and needs no snapshots: a view of 1,000 states
 * over 25,000 events is a few thousand comparisons. Events are tied together by `previousEventId` alone, as a
 * recorded history of the service is; `state` helps where that chain is cut.
 */
import type { HistoryEventView, StateType } from '../shared/protocol.ts';
import { eventKind, type EventKind } from './event-kinds.ts';

/** One try of a task, or of a container's branches. Positions are indices into the history. */
export interface Attempt {
  readonly scheduledAt: number;
  startedAt: number;
  submittedAt: number;
  endedAt: number;
  outcome: 'open' | 'succeeded' | 'failed' | 'timedOut';
  error: string | undefined;
  cause: string | undefined;
  readonly resource: string | undefined;
  sample: boolean;
}

export type VisitEnd = 'exited' | 'caught' | 'failed' | 'timedOut' | 'aborted';

/** An end that a redrive took back. */
export interface EarlierEnd {
  readonly endedAt: number;
  readonly end: VisitEnd;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The event with which the visit went on. */
  readonly reopenedAt: number;
}

/** One stay in a state. */
export interface Visit {
  readonly index: number;
  /** Visits of one way through the top level, a branch or an item have the number of its first one; -1 at the top. */
  readonly frame: number;
  readonly state: string;
  readonly type: StateType;
  /** Visit of the container; -1 at the top. */
  readonly container: number;
  /** Item of the container when it is a Map. */
  readonly iteration: number | undefined;
  readonly enteredAt: number;
  /** Event that ended it; -1 while it lasts. */
  endedAt: number;
  end: VisitEnd | undefined;
  readonly attempts: Attempt[];
  /** Indices of its own events, its children's not among them. */
  readonly events: number[];
  /** Items of a Map. */
  length: number | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** Ends before a redrive, the oldest first. */
  readonly earlier: EarlierEnd[];
}

/** Where the next event continues: a frame is a run through one branch or item. */
interface Place {
  /** Open visit, or -1 between two states. */
  readonly visit: number;
  readonly container: number;
  readonly iteration: number | undefined;
}

const ROOT: Place = { visit: -1, container: -1, iteration: undefined };

/** Key of a way taken from one state to another. */
export function wayKey(from: string, to: string): string {
  return `${from}\u0000${to}`;
}

export class HistoryIndex {
  readonly events: HistoryEventView[] = [];
  readonly visits: Visit[] = [];
  readonly visitsByState = new Map<string, number[]>();
  /** Indices of the events at which a way was taken, by `wayKey`; Catch ways are in `caughtWays`. */
  readonly ways = new Map<string, number[]>();
  readonly caughtWays = new Map<string, number[]>();
  /** Visit of each event, -1 for the execution's own. */
  readonly owner: number[] = [];
  readonly failures: number[] = [];
  readonly #places: Place[] = [];
  readonly #open = new Set<number>();
  /** Visit that each place was left from, for the ways. */
  readonly #leftFrom: number[] = [];
  #redrivenAt = -1;

  /** Reads further events; ids must go on without a gap. */
  append(events: readonly HistoryEventView[]): void {
    for (const event of events) this.#read(event);
  }

  get length(): number {
    return this.events.length;
  }

  /** The visit that an event belongs to. */
  visitOf(eventIndex: number): Visit | undefined {
    return this.visits[this.owner[eventIndex] ?? -1];
  }

  /** The last visit of a state that had begun when `cursor` events had happened. */
  lastVisit(state: string, cursor: number): Visit | undefined {
    const list = this.visitsByState.get(state);
    if (list === undefined) return undefined;
    const count = upperBound(list.length, (k) => (this.visits[list[k] ?? -1]?.enteredAt ?? 0) < cursor);
    return this.visits[list[count - 1] ?? -1];
  }

  /** How many visits of a state had begun when `cursor` events had happened. */
  visitCount(state: string, cursor: number): number {
    const list = this.visitsByState.get(state);
    if (list === undefined) return 0;
    return upperBound(list.length, (k) => (this.visits[list[k] ?? -1]?.enteredAt ?? 0) < cursor);
  }

  #read(event: HistoryEventView): void {
    const at = this.events.length;
    this.events.push(event);
    const kind = eventKind(event.type);
    const before = this.#placeBefore(event, at);
    switch (kind.role) {
      case 'entered':
        this.#enter(event, at, kind, before);
        return;
      case 'executionStarted':
        this.#put(at, -1, ROOT, -1);
        return;
      case 'executionEnded':
        this.#endExecution(event, at, before);
        return;
      case 'executionRedriven':
        this.#redrivenAt = at;
        this.#put(at, -1, ROOT, -1);
        return;
      default:
        this.#inVisit(event, at, kind, before);
    }
  }

  #placeBefore(event: HistoryEventView, at: number): Place {
    const previous = event.previousEventId > 0 ? this.#places[event.previousEventId - 1] : undefined;
    if (previous !== undefined) return previous;
    // A cut chain: the last open visit of the state that the event names.
    if (event.state !== undefined && eventKind(event.type).role !== 'entered') {
      const list = this.visitsByState.get(event.state) ?? [];
      const last = this.visits[list.at(-1) ?? -1];
      if (last !== undefined) return { visit: last.index, container: last.container, iteration: last.iteration };
    }
    return at <= 1 ? ROOT : (this.#places[at - 1] ?? ROOT);
  }

  #put(at: number, owner: number, place: Place, leftFrom: number): void {
    this.owner[at] = owner;
    this.#places[at] = place;
    this.#leftFrom[at] = leftFrom;
    const visit = this.visits[owner];
    if (visit !== undefined) visit.events.push(at);
    const event = this.events[at];
    if (event !== undefined && /(?:Failed|TimedOut|Aborted)$/.test(event.type)) this.failures.push(at);
  }

  #enter(event: HistoryEventView, at: number, kind: EventKind, before: Place): void {
    const name = event.state ?? '';
    // Entered directly after a container's start: a new branch or item of it.
    const inside = before.visit >= 0 ? this.visits[before.visit] : undefined;
    const container = inside === undefined ? before.container : inside.index;
    const iteration = before.iteration;
    const left = this.visits[this.#leftFrom[event.previousEventId - 1] ?? -1];
    const visit: Visit = {
      index: this.visits.length,
      frame: container < 0 ? -1 : inside !== undefined ? this.visits.length : (left?.frame ?? this.visits.length),
      state: name,
      type: kind.stateType ?? 'Unknown',
      container,
      iteration,
      enteredAt: at,
      endedAt: -1,
      end: undefined,
      attempts: [],
      events: [],
      length: undefined,
      error: undefined,
      cause: undefined,
      earlier: [],
    };
    this.visits.push(visit);
    push(this.visitsByState, name, visit.index);
    this.#open.add(visit.index);
    this.#noteWay(event, at, name, inside === undefined);
    this.#put(at, visit.index, { visit: visit.index, container, iteration }, -1);
    if (kind.stateType === 'Fail') this.#close(visit, at, 'failed');
  }

  #noteWay(event: HistoryEventView, at: number, to: string, sameFrame: boolean): void {
    const from = sameFrame ? this.visits[this.#leftFrom[event.previousEventId - 1] ?? -1] : undefined;
    if (from === undefined) return;
    push(from.end === 'caught' ? this.caughtWays : this.ways, wayKey(from.state, to), at);
  }

  #inVisit(event: HistoryEventView, at: number, kind: EventKind, before: Place): void {
    const visit = this.#findVisit(event, kind, before);
    if (visit === undefined) {
      this.#put(at, -1, before, -1);
      return;
    }
    if (kind.role !== 'stateAborted' && visit.endedAt >= 0 && visit.endedAt < this.#redrivenAt) this.#reopen(visit.index, event, at);
    const here: Place = { visit: visit.index, container: visit.container, iteration: visit.iteration };
    switch (kind.role) {
      case 'exited':
        this.#close(visit, at, lastFailed(visit) ? 'caught' : 'exited');
        this.#put(at, visit.index, { ...here, visit: -1 }, visit.index);
        return;
      case 'stateAborted':
        this.#close(visit, at, 'aborted');
        this.#put(at, visit.index, { ...here, visit: -1 }, -1);
        return;
      case 'iterationStarted':
        this.#put(at, visit.index, { visit: visit.index, container: visit.container, iteration: event.index }, -1);
        return;
      default:
        this.#note(visit, event, at, kind);
        this.#put(at, visit.index, here, -1);
    }
  }

  /** Climbs from the place of the previous event to the visit that this event speaks of. */
  #findVisit(event: HistoryEventView, kind: EventKind, before: Place): Visit | undefined {
    let at = before.visit >= 0 ? before.visit : before.container;
    const wanted = kind.stateType;
    for (;;) {
      const visit = this.visits[at];
      if (visit === undefined) break;
      const typeFits = wanted === undefined || visit.type === wanted;
      const nameFits = event.state === undefined || event.state === visit.state;
      if (typeFits && nameFits && (this.#open.has(at) || kind.role === 'stateAborted')) return visit;
      at = visit.container;
    }
    const named = event.state === undefined ? undefined : this.visitsByState.get(event.state)?.at(-1);
    return this.visits[named ?? before.visit];
  }

  /** Keeps book of attempts. */
  #note(visit: Visit, event: HistoryEventView, at: number, kind: EventKind): void {
    const last = visit.attempts.at(-1);
    const open = last?.outcome === 'open' ? last : undefined;
    if (event.sample === true && last !== undefined) last.sample = true;
    switch (kind.role) {
      case 'scheduled':
        visit.attempts.push(newAttempt(at, event));
        return;
      case 'containerStarted':
        if (open !== undefined) {
          // Retried without a word of its own: the children's failure ended the attempt before.
          this.#endAttempt(open, 'failed', event, event.previousEventId - 1);
          this.#abortChildren(visit.index, at);
        }
        visit.attempts.push(newAttempt(at, event));
        visit.length = event.length ?? visit.length;
        return;
      case 'started':
        if (open !== undefined) open.startedAt = at;
        return;
      case 'submitted':
        if (open !== undefined) open.submittedAt = at;
        return;
      case 'succeeded':
      case 'containerSucceeded':
        if (open !== undefined) this.#endAttempt(open, 'succeeded', event, at);
        return;
      case 'failed':
      case 'containerFailed':
      case 'timedOut': {
        const outcome = kind.role === 'timedOut' ? 'timedOut' : 'failed';
        const attempt = open ?? newAttempt(at, event);
        if (open === undefined) visit.attempts.push(attempt);
        this.#endAttempt(attempt, outcome, event, at);
        visit.error = event.error ?? visit.error;
        visit.cause = event.cause ?? visit.cause;
        if (kind.role === 'containerFailed') this.#abortChildren(visit.index, at);
        return;
      }
      default:
    }
  }

  #endAttempt(attempt: Attempt, outcome: Attempt['outcome'], event: HistoryEventView, at: number): void {
    attempt.outcome = outcome;
    attempt.endedAt = at;
    attempt.error = event.error;
    attempt.cause = event.cause;
  }

  #close(visit: Visit, at: number, end: VisitEnd): void {
    visit.end = end;
    visit.endedAt = at;
    this.#open.delete(visit.index);
    this.#abortChildren(visit.index, at);
  }

  /** A redrive goes on with visits that had ended badly, and with the containers around them. */
  #reopen(first: number, event: HistoryEventView, at: number): void {
    for (let visit = this.visits[first]; visit !== undefined; visit = this.visits[visit.container]) {
      const { end, endedAt, error, cause } = visit;
      if (end === undefined || end === 'exited' || end === 'caught' || endedAt > this.#redrivenAt) break;
      visit.earlier.push({ endedAt, end, error, cause, reopenedAt: at });
      visit.end = undefined;
      visit.endedAt = -1;
      visit.error = undefined;
      visit.cause = undefined;
      this.#open.add(visit.index);
      // A container goes on without an event of its own.
      if (visit.index !== first && lastFailed(visit)) visit.attempts.push(newAttempt(at, event));
    }
  }

  #abortChildren(container: number, at: number): void {
    for (const index of [...this.#open]) {
      const child = this.visits[index];
      if (child?.container !== container) continue;
      this.#close(child, at, lastFailed(child) ? 'failed' : 'aborted');
    }
  }

  #endExecution(event: HistoryEventView, at: number, before: Place): void {
    const failedChain = new Set<number>();
    if (event.type === 'ExecutionFailed') {
      for (let v = this.visits[before.visit >= 0 ? before.visit : before.container]; v; v = this.visits[v.container]) {
        failedChain.add(v.index);
        v.error ??= event.error;
        v.cause ??= event.cause;
      }
    }
    // Inner visits first, so that a container does not speak for its children.
    for (const index of [...this.#open].reverse()) {
      const visit = this.visits[index];
      if (visit === undefined || visit.end !== undefined) continue;
      this.#close(visit, at, endOfOpen(event.type, failedChain.has(index) || lastFailed(visit), visit));
    }
    this.#put(at, -1, ROOT, -1);
  }
}

function endOfOpen(type: string, failed: boolean, visit: Visit): VisitEnd {
  if (type === 'ExecutionTimedOut') return 'timedOut';
  if (!failed) return 'aborted';
  return visit.attempts.at(-1)?.outcome === 'timedOut' ? 'timedOut' : 'failed';
}

function newAttempt(at: number, event: HistoryEventView): Attempt {
  return {
    scheduledAt: at,
    startedAt: -1,
    submittedAt: -1,
    endedAt: -1,
    outcome: 'open',
    error: undefined,
    cause: undefined,
    resource: event.resource,
    sample: event.sample === true,
  };
}

function lastFailed(visit: Visit): boolean {
  const outcome = visit.attempts.at(-1)?.outcome;
  return outcome === 'failed' || outcome === 'timedOut';
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** How many of the first `length` positions fulfil `holds`, which is true up to some point and false after it. */
export function upperBound(length: number, holds: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

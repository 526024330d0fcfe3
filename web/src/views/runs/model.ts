/** The list of executions and the comparison of two: plain data. */
import type { HistoryIndex } from '../../run/history-index.ts';
import { eventKind } from '../../run/event-kinds.ts';
import { type Status, statusOfExecution } from '../../run/status.ts';
import type { HistoryEventView } from '../../shared/protocol.ts';
import type { RunSlice } from '../../store/state.ts';

export interface RunRow {
  readonly number: number;
  readonly name: string;
  readonly caseName: string;
  readonly status: Status;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly transitions: number;
  readonly events: number;
  readonly error: string | undefined;
}

/** One line of the list. */
export function runRow(run: RunSlice): RunRow {
  const { events } = run.index;
  return {
    number: run.number,
    name: run.child === undefined ? (run.texts?.config.name ?? '') : `${run.child.state} #${run.child.index}`,
    caseName: run.texts?.caseName ?? '',
    status: run.phase === 'waiting' ? 'waiting' : statusOfExecution(run.state?.status ?? 'RUNNING'),
    startedAt: run.startedAt,
    durationMs: (events.at(-1)?.timestampMs ?? 0) - (events[0]?.timestampMs ?? 0),
    transitions: transitionsOf(run.index),
    events: run.length,
    error: run.state?.error,
  };
}

/** State transitions as the service counts them: a state that is entered, and each retry. */
export function transitionsOf(index: HistoryIndex): number {
  let count = 0;
  for (const event of index.events) if (eventKind(event.type).role === 'entered') count += 1;
  for (const visit of index.visits) count += Math.max(0, visit.attempts.length - 1);
  return count;
}

export type Difference = 'none' | 'type' | 'state' | 'time' | 'error' | 'payload' | 'missing';

export interface Comparison {
  /** Index of the first event that differs; -1 where none does. */
  readonly firstDifferent: number;
  readonly what: Difference;
  /** Events that are alike before it. */
  readonly alike: number;
}

/**
 * The first event in which two histories differ. `payloads` are the events' texts as the API gives them, without their
 * times; where they are not known, what the page knows of the events decides.
 */
export function compareRuns(a: HistoryIndex, b: HistoryIndex, payloads?: { readonly a: readonly string[]; readonly b: readonly string[] }): Comparison {
  const startA = a.events[0]?.timestampMs ?? 0;
  const startB = b.events[0]?.timestampMs ?? 0;
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const what = differenceOf(a.events[at], b.events[at], startA, startB, payloads?.a[at], payloads?.b[at]);
    if (what !== 'none') return { firstDifferent: at, what, alike: at };
  }
  return { firstDifferent: -1, what: 'none', alike: length };
}

function differenceOf(
  a: HistoryEventView | undefined,
  b: HistoryEventView | undefined,
  startA: number,
  startB: number,
  payloadA: string | undefined,
  payloadB: string | undefined,
): Difference {
  if (a === undefined || b === undefined) return 'missing';
  if (a.type !== b.type) return 'type';
  if (a.state !== b.state || a.index !== b.index) return 'state';
  if (a.error !== b.error || a.cause !== b.cause) return 'error';
  if (payloadA !== payloadB) return 'payload';
  return a.timestampMs - startA === b.timestampMs - startB ? 'none' : 'time';
}

/** An event's text without what differs between any two executions: its time, and the names made from the execution's. */
export function withoutTime(line: string, executionName: string): string {
  const text = line.replace(/"timestamp":\s*(?:"[^"]*"|[\d.]+),?/, '');
  return executionName === '' ? text : text.replaceAll(executionName, '');
}

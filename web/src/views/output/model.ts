/** How an execution ended, in words: the state that failed, what it waits for, the loop that ran too often. */
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import type { HistoryIndex } from '../../run/history-index.ts';
import { type Status, statusOfExecution } from '../../run/status.ts';
import type { GraphLayout, RunState, StateSummary, WaitingState } from '../../shared/protocol.ts';
import { isEmptyInput, type RunPhase } from '../../store/state.ts';

/** Errors that `States.ALL` does not stand for. */
const BEYOND_ALL: ReadonlySet<string> = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** What a person can do about a failed execution, besides looking at it. */
export interface FailureAdvice {
  /** The error, where no Retry and no Catch of States.ALL stands for it, here or around. */
  readonly uncatchable: string | undefined;
  /** The state could catch the error, and has no Catch. */
  readonly addCatch: boolean;
  /** A mock made the error. */
  readonly changeMock: boolean;
  /** Data is missed, and nobody has given the execution any: it had none, or a sample. */
  readonly changeInput: boolean;
  /** Data is missed, and the execution had none. */
  readonly sampleInput: boolean;
}

const NO_ADVICE: FailureAdvice = { uncatchable: undefined, addCatch: false, changeMock: false, changeInput: false, sampleInput: false };

/** Errors of an expression that does not find what it names. */
const MISSES_DATA: ReadonlySet<string> = new Set(['States.Runtime', 'States.QueryEvaluationError', 'States.ParameterPathFailure']);

/**
 * What helps when an execution failed in a state; `layout` is the drawing of the definition that ran, `input` what it was given, `sample` the last
 * sample that was made. */
export function failureAdvice(state: RunState | undefined, failedIn: string | undefined, states: readonly StateSummary[], layout: Pick<GraphLayout, 'edges'> | undefined, input: string, sample?: string): FailureAdvice {
  const summary = states.find((candidate) => candidate.name === failedIn);
  const { error } = state ?? {};
  const misses = error !== undefined && MISSES_DATA.has(error);
  const sampleInput = misses && isEmptyInput(input);
  const changeInput = sampleInput || (misses && input === sample);
  if (error !== undefined && BEYOND_ALL.has(error)) return { ...NO_ADVICE, changeInput, sampleInput, uncatchable: error };
  if (summary === undefined || error === undefined) return NO_ADVICE;
  const catches = layout?.edges.some((edge) => edge.kind === 'catch' && edge.from === failedIn) === true;
  const canCatch = summary.type === 'Task' || summary.type === 'Parallel' || summary.type === 'Map';
  return { ...NO_ADVICE, changeInput, sampleInput, addCatch: canCatch && !catches, changeMock: summary.type === 'Task' };
}

export interface RunResult {
  readonly status: Status;
  readonly words: string;
  readonly durationMs: number;
  /** State that the person should look at. */
  readonly state: string | undefined;
  readonly eventIndex: number | undefined;
}

/** Events at which the service ends an execution. */
export const EVENT_QUOTA = 25_000;

/** Undefined while there is nothing to say. */
export function resultOf(state: RunState | undefined, index: HistoryIndex, phase: RunPhase): RunResult | undefined {
  if (state === undefined || phase === 'none' || index.length === 0) return undefined;
  const durationMs = (index.events.at(-1)?.timestampMs ?? 0) - (index.events[0]?.timestampMs ?? 0);
  if (phase === 'waiting') return waitingResult(state.waiting, index, durationMs);
  if (state.status === 'RUNNING') {
    const at = index.events.findLast((event) => event.state !== undefined)?.state;
    return phase === 'paused' && at !== undefined ? { status: 'inProgress', words: t('result.paused', { state: at }), durationMs, state: at, eventIndex: undefined } : undefined;
  }
  const status = statusOfExecution(state.status);
  const base = { status, durationMs, state: undefined, eventIndex: undefined };
  switch (state.status) {
    case 'SUCCEEDED':
      return { ...base, words: t('result.succeeded') };
    case 'TIMED_OUT':
      return { ...base, words: t('result.timedOut') };
    case 'ABORTED':
      return { ...base, words: t('result.aborted') };
    case 'FAILED':
      return failedResult(state, index, durationMs);
  }
}

function failedResult(state: RunState, index: HistoryIndex, durationMs: number): RunResult {
  const visit = failedVisit(index);
  const error = state.error ?? 'States.Runtime';
  const base = { status: 'failed' as const, durationMs, state: visit?.state, eventIndex: visit?.events.at(-1) };
  if (index.length >= EVENT_QUOTA) {
    const [busiest, times] = busiestState(index);
    return { ...base, state: busiest, eventIndex: undefined, words: t('result.endless', { count: index.length, state: busiest, times }) };
  }
  if (visit === undefined) return { ...base, words: `${t('result.failed')}: ${error}` };
  const retries = Math.max(0, visit.attempts.length - 1);
  const key = retries > 0 ? 'result.failedAfter' : 'result.failedIn';
  return { ...base, words: t(key, { state: visit.state, retries, error }) };
}

/** The innermost visit that took the execution down with it. */
export function failedVisit(index: HistoryIndex): HistoryIndex['visits'][number] | undefined {
  let best: HistoryIndex['visits'][number] | undefined;
  for (const visit of index.visits) {
    if (visit.end !== 'failed' && visit.end !== 'timedOut') continue;
    if (best === undefined || visit.container === best.index || visit.enteredAt > best.enteredAt) best = visit;
  }
  return best;
}

function busiestState(index: HistoryIndex): [string, number] {
  let best: [string, number] = ['', 0];
  for (const [state, visits] of index.visitsByState) if (visits.length > best[1]) best = [state, visits.length];
  return best;
}

function waitingResult(waiting: readonly WaitingState[], index: HistoryIndex, durationMs: number): RunResult | undefined {
  const first = waiting[0];
  if (first === undefined) return undefined;
  const start = index.events[0]?.timestampMs ?? 0;
  const time = formatClock(first.sinceMs - start);
  const key = first.reason === 'never' ? 'result.waitingNever' : first.reason === 'activity' ? 'result.waitingActivity' : 'result.waiting';
  return { status: 'waiting', words: t(key, { state: first.state, time }), durationMs, state: first.state, eventIndex: undefined };
}

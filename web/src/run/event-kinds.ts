/** What the service's event names mean: one table, read by every view. */
import type { StateType } from '../shared/protocol.ts';

export type EventRole =
  | 'entered'
  | 'exited'
  /** A state ended because the execution or its container did. */
  | 'stateAborted'
  /** A container began its branches or items, again after each retry. */
  | 'containerStarted'
  | 'containerSucceeded'
  | 'containerFailed'
  | 'iterationStarted'
  | 'iterationEnded'
  | 'scheduled'
  | 'started'
  | 'submitted'
  | 'succeeded'
  | 'failed'
  | 'timedOut'
  | 'executionStarted'
  | 'executionEnded'
  | 'executionRedriven'
  | 'other';

export interface EventKind {
  readonly role: EventRole;
  /** State type of …StateEntered, …StateExited and of the containers' own events. */
  readonly stateType?: StateType;
}

const STATE_EVENT = /^(Task|Pass|Choice|Wait|Succeed|Fail|Parallel|Map)State(Entered|Exited|Aborted|Started|Succeeded|Failed)$/;
const TASK_EVENT =
  /^(?:Task|LambdaFunction|Activity|MapRun)(ScheduleFailed|StartFailed|SubmitFailed|Scheduled|Started|Submitted|Succeeded|Failed|TimedOut|Aborted)$/;
const ITERATION_EVENT = /^MapIteration(Started|Succeeded|Failed|Aborted)$/;

const STATE_ROLES: Readonly<Record<string, EventRole>> = {
  Entered: 'entered',
  Exited: 'exited',
  Aborted: 'stateAborted',
  Started: 'containerStarted',
  Succeeded: 'containerSucceeded',
  Failed: 'containerFailed',
};

const TASK_ROLES: Readonly<Record<string, EventRole>> = {
  Scheduled: 'scheduled',
  Started: 'started',
  Submitted: 'submitted',
  Succeeded: 'succeeded',
  Failed: 'failed',
  ScheduleFailed: 'failed',
  StartFailed: 'failed',
  SubmitFailed: 'failed',
  TimedOut: 'timedOut',
  Aborted: 'other',
};

const known = new Map<string, EventKind>();

/** The meaning of an event type; unknown names are `other`, so that tomorrow's events are shown too. */
export function eventKind(type: string): EventKind {
  const cached = known.get(type);
  if (cached !== undefined) return cached;
  const kind = readKind(type);
  known.set(type, kind);
  return kind;
}

function readKind(type: string): EventKind {
  const state = STATE_EVENT.exec(type);
  if (state?.[1] !== undefined && state[2] !== undefined) {
    return { role: STATE_ROLES[state[2]] ?? 'other', stateType: state[1] as StateType };
  }
  const iteration = ITERATION_EVENT.exec(type);
  if (iteration !== null) {
    return { role: iteration[1] === 'Started' ? 'iterationStarted' : 'iterationEnded', stateType: 'Map' };
  }
  const task = TASK_EVENT.exec(type);
  if (task?.[1] !== undefined) {
    // A Map Run's start is no attempt of its own: MapStateStarted began it.
    if (type === 'MapRunStarted') return { role: 'other' };
    return { role: TASK_ROLES[task[1]] ?? 'other' };
  }
  if (type === 'EvaluationFailed') return { role: 'failed' };
  if (type === 'ExecutionStarted') return { role: 'executionStarted' };
  if (type === 'ExecutionRedriven') return { role: 'executionRedriven' };
  if (/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(type)) return { role: 'executionEnded' };
  return { role: 'other' };
}

/** True for events that tell of something going wrong; they get the red tick on the scrubber. */
export function isFailureEvent(type: string): boolean {
  return /(?:Failed|TimedOut|Aborted)$/.test(type) || type === 'FailStateEntered';
}

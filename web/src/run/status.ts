/** The nine statuses that a state, a visit or an execution can show; fill, border, icon and word hang on them. */
import type { ExecutionStatus } from '../shared/protocol.ts';

export type Status =
  | 'notStarted'
  | 'inProgress'
  | 'waiting'
  | 'retrying'
  | 'succeeded'
  | 'caught'
  | 'failed'
  | 'timedOut'
  | 'aborted';

/** Suffix of the style tokens: `--st-ok-fill`, `--st-ok-border`, `--st-ok-word`. */
export const STATUS_TOKEN: Readonly<Record<Status, string>> = {
  notStarted: 'ns',
  inProgress: 'ip',
  waiting: 'wt',
  retrying: 'rt',
  succeeded: 'ok',
  caught: 'ca',
  failed: 'fa',
  timedOut: 'to',
  aborted: 'ab',
};

/** How the end of a whole execution is shown. */
export function statusOfExecution(status: ExecutionStatus): Status {
  switch (status) {
    case 'RUNNING':
      return 'inProgress';
    case 'SUCCEEDED':
      return 'succeeded';
    case 'FAILED':
      return 'failed';
    case 'TIMED_OUT':
      return 'timedOut';
    case 'ABORTED':
      return 'aborted';
  }
}

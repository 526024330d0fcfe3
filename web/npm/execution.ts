/** An execution as programs drive it: run, step, answer tasks, read the history. */
import type { HistoryEventView, Inspection, RunState, WasmRunner } from '../src/shared/protocol.ts';
import { mocksText, type Mocks } from './values.ts';

/** Events that a slice of a run may add. */
const SLICE = 10_000;

/** An event as `GetExecutionHistory` gives it. The details stand in a member that is named after the type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** ISO 8601, of the virtual clock. */
  readonly timestamp: string;
  readonly type: string;
  readonly [details: string]: unknown;
}

/** A child execution of a distributed Map. */
export interface ChildExecution {
  readonly id: string;
  readonly state: string;
  readonly name: string;
  readonly status: string;
  readonly eventCount: number;
}

/** A run that was started, whether it goes on or has ended. */
export class Execution {
  readonly #runner: WasmRunner;
  #state: RunState = { status: 'RUNNING', eventCount: 0, idle: false, waiting: [] };

  /** @internal Use `engine.start` or `engine.run`. */
  constructor(runner: WasmRunner) {
    this.#runner = runner;
    this.#state = runner.run(0);
  }

  /** How it stands: status, what waits, output, error and cause. */
  get state(): RunState {
    return this.#state;
  }

  /** `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`. */
  get status(): RunState['status'] {
    return this.#state.status;
  }

  /** The output, once it has succeeded. */
  get output(): unknown {
    const { output } = this.#state;
    return output === undefined ? undefined : (JSON.parse(output) as unknown);
  }

  /** The error's name, once it has failed. */
  get error(): string | undefined {
    return this.#state.error;
  }

  /** The error's cause, once it has failed. */
  get cause(): string | undefined {
    return this.#state.cause;
  }

  /** Runs until the end, a breakpoint, a standstill (`state.idle`), or until it has `maxEvents` events. */
  run(maxEvents = Number.POSITIVE_INFINITY): RunState {
    do this.#state = this.#runner.run(Math.max(1, Math.min(SLICE, maxEvents - this.#state.eventCount)));
    while (this.#state.status === 'RUNNING' && !this.#state.idle && this.#state.breakpoint === undefined && this.#state.eventCount < maxEvents);
    return this.#state;
  }

  /** Goes on until at least one more event is written. */
  step(): RunState {
    return this.#after(this.#runner.step());
  }

  /** The history as `GetExecutionHistory` gives it: `count` events from index `from`; of a child execution if one is named. */
  history(from = 0, count = 0xffff_ffff, child?: string): HistoryEvent[] {
    const text = this.#runner.historyText(from, count, child).trim();
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as HistoryEvent);
  }

  /** One event a line, as the engine writes it: equal runs give equal bytes. */
  historyText(child?: string): string {
    return this.#runner.historyText(0, 0xffff_ffff, child);
  }

  /** The events without their payloads, and with the visit that each belongs to. */
  events(child?: string): HistoryEventView[] {
    return JSON.parse(this.#runner.history(0, 0xffff_ffff, child)) as HistoryEventView[];
  }

  /**
   * The data flow of a visit, stage by stage: of a state's last one, or of the one that began with the event of this id.
   * `at` is the event up to which time has come; by default all of them.
   */
  inspect(visit: string | number, at = this.#state.eventCount): Inspection | undefined {
    const entered = typeof visit === 'number' ? visit : this.events().findLast(({ id, state, type }) => id <= at && state === visit && type.endsWith('StateEntered'))?.id;
    return entered === undefined ? undefined : this.#runner.inspect(entered, at);
  }

  /** `SendTaskSuccess`; `output` is a value. Throws if no task waits with this token. */
  sendTaskSuccess(token: string, output: unknown): RunState {
    return this.#after(this.#runner.sendTaskSuccess(token, JSON.stringify(output)));
  }

  /** `SendTaskFailure`. Throws if no task waits with this token. */
  sendTaskFailure(token: string, failure: { readonly error?: string; readonly cause?: string } = {}): RunState {
    return this.#after(this.#runner.sendTaskFailure(token, failure.error ?? '', failure.cause ?? ''));
  }

  /** `SendTaskHeartbeat`. Throws if no task waits with this token. */
  sendTaskHeartbeat(token: string): RunState {
    return this.#after(this.#runner.sendTaskHeartbeat(token));
  }

  /** `GetActivityTask`: the next task of an activity, if one waits. */
  getActivityTask(activityArn: string, workerName = ''): { readonly taskToken: string; readonly input: string } | undefined {
    const task = this.#runner.getActivityTask(activityArn, workerName);
    return task === undefined ? undefined : (JSON.parse(task) as { taskToken: string; input: string });
  }

  /** Lets virtual time pass although somebody might answer: up to the next timeout. */
  letTimePass(): RunState {
    return this.#after(this.#runner.letTimePass());
  }

  /** `StopExecution`. */
  stop(reason: { readonly error?: string; readonly cause?: string } = {}): RunState {
    return this.#after(this.#runner.stop(reason.error ?? '', reason.cause ?? ''));
  }

  /** `RedriveExecution`: goes on from where it failed, with other mocks if they are given. Throws if it cannot. */
  redrive(mocks?: Mocks | string): RunState {
    return this.#after(this.#runner.redrive(mocksText(mocks)));
  }

  /** `run` stops from now on where one of these states is entered. */
  setBreakpoints(states: readonly string[]): void {
    this.#runner.setBreakpoints([...states]);
  }

  /** `DescribeExecution`, or the answer of `StartSyncExecution` for Express workflows. */
  describe(): Readonly<Record<string, unknown>> {
    return JSON.parse(this.#runner.report('describe')) as Record<string, unknown>;
  }

  /** Mocks that give this run again. */
  recordedMocks(): Mocks {
    return JSON.parse(this.#runner.report('mocks')) as Mocks;
  }

  /** Executions that a distributed Map has started; their `id` is what `history` and `events` take. */
  children(): ChildExecution[] {
    return JSON.parse(this.#runner.children(0, 0xffff_ffff)) as ChildExecution[];
  }

  /** Gives its memory back at once; without it the garbage collector does, later. */
  free(): void {
    this.#runner.free();
  }

  #after(state: RunState): RunState {
    this.#state = state;
    return state;
  }
}


/**
 * The executions that the worker holds, by number. The newest is the one at work; older ones stay to be looked at.
 *
 * A run is cut into slices; between two slices the worker listens, so that `pause` and `stop` arrive at once and the
 * page sees a sign of life.
 */
import { assertNever } from '../shared/assert-never.ts';
import type { EngineMessage, EngineRequest, RunReport, RunState, WasmEngine, WasmRunner } from '../shared/protocol.ts';

/** Events a slice may add: some milliseconds of work. */
const SLICE_EVENTS = 1_000;
/** Transitions that one step may take. */
const STEP_LIMIT = 200;
/** Milliseconds between two reports of a long run: what has not been told yet is told when somebody stops it. */
const REPORT_MS = 25;

const NO_RUN: RunState = { status: 'ABORTED', eventCount: 0, idle: false, waiting: [] };

/** Calls that are about an execution. */
export type RunCall = Extract<EngineRequest, { readonly args: { readonly run: number } }>;

interface Held {
  readonly runner: WasmRunner;
  /** Events that the page has been given. */
  reported: number;
}

/** Lets pending messages in, without the 4 ms that nested timers cost. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

export class Runs {
  readonly #engine: WasmEngine;
  readonly #post: (message: EngineMessage) => void;
  readonly #held = new Map<number, Held>();
  /** Child executions that the page looks at by a number of their own: who holds them, and their way from the top. */
  readonly #children = new Map<number, { readonly holder: number; readonly child: string }>();
  /** Histories that came from outside, event by event as they were written. */
  readonly #replayed = new Map<number, readonly string[]>();
  #paused = false;
  /** Counts starts: a slice loop whose run was replaced ends itself. */
  #generation = 0;

  constructor(engine: WasmEngine, post: (message: EngineMessage) => void) {
    this.#engine = engine;
    this.#post = post;
  }

  pause(): void {
    this.#paused = true;
  }

  /** Lets go of all executions but these. */
  keep(runs: readonly number[]): void {
    for (const number of this.#replayed.keys()) if (!runs.includes(number)) this.#replayed.delete(number);
    for (const number of this.#children.keys()) if (!runs.includes(number)) this.#children.delete(number);
    const holders = new Set([...this.#children.values()].map(({ holder }) => holder));
    for (const [number, held] of this.#held) {
      if (runs.includes(number) || holders.has(number)) continue;
      held.runner.free();
      this.#held.delete(number);
    }
  }

  answer(request: RunCall): unknown {
    if (request.kind === 'start') return this.#start(request.args.run, request.args.request);
    if (request.kind === 'replay') {
      this.#generation += 1;
      this.#replayed.set(request.args.run, request.args.events);
      return null;
    }
    if (request.kind === 'openChild') return this.#openChild(request.args);
    const opened = this.#children.get(request.args.run);
    if (opened !== undefined) return this.#ofChild(opened, request);
    const replayed = this.#replayed.get(request.args.run);
    if (replayed !== undefined && isQuestion(request)) return fromOutside(replayed, request);
    const held = this.#held.get(request.args.run);
    if (held === undefined) throw new Error(`the engine no longer holds execution ${request.args.run}`);
    return isQuestion(request) ? question(held.runner, request) : this.#act(held, request);
  }

  #start(run: number, request: Extract<RunCall, { kind: 'start' }>['args']['request']): unknown {
    this.#generation += 1;
    this.#held.get(run)?.runner.free();
    const runner = this.#engine.createRunner();
    this.#held.set(run, { runner, reported: 0 });
    return runner.start(request);
  }

  #openChild({ run, parent, child }: Extract<RunCall, { kind: 'openChild' }>['args']): null {
    if (!this.#held.has(parent)) throw new Error(`the engine no longer holds execution ${parent}`);
    this.#children.set(run, { holder: parent, child });
    return null;
  }

  /** A child is looked at, never moved on: it goes on with its parent. */
  #ofChild({ holder, child }: { readonly holder: number; readonly child: string }, request: RunCall): unknown {
    const held = this.#held.get(holder);
    if (held === undefined || !isQuestion(request) || request.kind === 'getActivityTask') throw new Error('a child execution goes on with its parent');
    return question(held.runner, { ...request, args: { ...request.args, child } } as Extract<RunCall, { kind: Question }>);
  }

  #act(held: Held, request: Exclude<RunCall, { kind: 'start' | 'replay' | 'openChild' | Question }>): unknown {
    const { runner } = held;
    switch (request.kind) {
      case 'run':
        return this.#run(request.args.run, held, request.args.maxEvents);
      case 'step':
        return step(held, request.args.count);
      case 'stop':
        return report(held, runner.stop(request.args.error, request.args.cause));
      case 'redrive':
        return report(held, runner.redrive(request.args.mocks));
      case 'letTimePass':
        return report(held, runner.letTimePass());
      case 'sendTaskSuccess':
        return report(held, runner.sendTaskSuccess(request.args.token, request.args.output));
      case 'sendTaskFailure':
        return report(held, runner.sendTaskFailure(request.args.token, request.args.error, request.args.cause));
      case 'sendTaskHeartbeat':
        return report(held, runner.sendTaskHeartbeat(request.args.token));
      case 'setBreakpoints':
        runner.setBreakpoints(request.args.states);
        return null;
      default:
        return assertNever(request);
    }
  }

  async #run(number: number, held: Held, maxEvents: number): Promise<RunReport> {
    this.#paused = false;
    const generation = this.#generation;
    let last = performance.now();
    for (;;) {
      const state = held.runner.run(SLICE_EVENTS);
      const done = state.status !== 'RUNNING' || state.idle || state.breakpoint !== undefined || state.eventCount >= maxEvents;
      if (done) return report(held, state);
      if (performance.now() - last > REPORT_MS) {
        last = performance.now();
        this.#post({ kind: 'progress', run: number, report: report(held, state) });
      }
      await nextTurn();
      if (this.#isPaused() || generation !== this.#generation) return report(held, state);
      if (!this.#held.has(number)) return { state: NO_RUN, newEvents: '[]' };
    }
  }

  /** A method, because messages change it while a run waits for its turn. */
  #isPaused(): boolean {
    return this.#paused;
  }
}

type Question = 'eventDetails' | 'inspect' | 'whatIf' | 'report' | 'children' | 'childHistory' | 'historyText' | 'getActivityTask';
const QUESTIONS: ReadonlySet<string> = new Set<Question>([
  'eventDetails', 'inspect', 'whatIf', 'report', 'children', 'childHistory', 'historyText', 'getActivityTask',
]);

function isQuestion(request: RunCall): request is Extract<RunCall, { kind: Question }> {
  return QUESTIONS.has(request.kind);
}

/** Of a history from outside only its own text is known. */
function fromOutside(events: readonly string[], request: Extract<RunCall, { kind: Question }>): unknown {
  if (request.kind === 'eventDetails') return events[request.args.eventId - 1] ?? 'null';
  if (request.kind === 'historyText') return events.slice(request.args.from, request.args.from + request.args.count).map((event) => event.replace(/\n\s*/g, '')).join('\n');
  return undefined;
}

/** What changes nothing of the history. */
function question(runner: WasmRunner, request: Extract<RunCall, { kind: Question }>): unknown {
  switch (request.kind) {
    case 'eventDetails':
      return runner.eventDetails(request.args.eventId, request.args.child);
    case 'inspect':
      return runner.inspect(request.args.enteredEventId, request.args.atEventId, request.args.child);
    case 'whatIf': {
      const { enteredEventId, atEventId, definition, input, result, child } = request.args;
      return runner.whatIf(enteredEventId, atEventId, definition, input, result, child);
    }
    case 'report':
      return runner.report(request.args.kind, request.args.child);
    case 'children':
      return runner.children(request.args.from, request.args.count, request.args.child);
    case 'childHistory':
      return runner.history(request.args.from, request.args.count, request.args.child);
    case 'historyText':
      return runner.historyText(request.args.from, request.args.count, request.args.child);
    case 'getActivityTask':
      return runner.getActivityTask(request.args.activityArn, request.args.workerName);
  }
}

/** On until the history has entered `count` states, ends or stands still. */
function step(held: Held, count: number): RunReport {
  let events = '[]';
  let entered = 0;
  for (let more = 0; ; more += 1) {
    const { state, newEvents } = report(held, held.runner.step());
    events = joined(events, newEvents);
    if (newEvents.includes('StateEntered"')) {
      entered += 1;
      more = 0;
    }
    if (state.status !== 'RUNNING' || state.idle || entered >= count || more >= STEP_LIMIT) return { state, newEvents: events };
  }
}

function report(held: Held, state: RunState): RunReport {
  const count = state.eventCount - held.reported;
  const newEvents = count > 0 ? held.runner.history(held.reported, count) : '[]';
  held.reported = state.eventCount;
  return { state, newEvents };
}

/** Two JSON arrays as one. */
function joined(a: string, b: string): string {
  if (b === '[]') return a;
  return a === '[]' ? b : `${a.slice(0, -1)},${b.slice(1)}`;
}

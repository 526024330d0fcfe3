/**
 * Owns the engine's handle and answers the page's calls, one after the other.
 *
 * A run is cut into slices; between two slices the worker listens, so that `pause` and `stop` arrive at once and the
 * page sees a sign of life. It must not know anything of views or storage.
 */
import { assertNever } from '../shared/assert-never.ts';
import type { EngineMessage, EngineRequest, RunReport, RunState, WasmEngine, WasmRunner } from '../shared/protocol.ts';

/** Events a slice may add: some milliseconds of work. */
const SLICE_EVENTS = 1_000;
/** Transitions that one step may take. */
const STEP_LIMIT = 200;
/** Milliseconds between two reports of a long run. */
const REPORT_MS = 60;

/** The calls that go to the run there is. */
type RunnerCall = 'start' | 'step' | 'stop' | 'sendTaskSuccess' | 'sendTaskFailure' | 'sendTaskHeartbeat' | 'eventDetails' | 'inspect' | 'replay';

const NO_RUN: RunState = { status: 'ABORTED', eventCount: 0, idle: false, waiting: [] };

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

export class EngineHost {
  readonly #engine: WasmEngine;
  readonly #post: (message: EngineMessage) => void;
  #runner: WasmRunner | undefined;
  /** Events of a history that came from outside, as they were written; none while the engine's own is shown. */
  #replayed: readonly string[] | undefined;
  #reported = 0;
  #paused = false;
  /** Counts starts: a slice loop whose run was replaced ends itself. */
  #generation = 0;

  constructor(engine: WasmEngine, post: (message: EngineMessage) => void) {
    this.#engine = engine;
    this.#post = post;
  }

  /** Answers one call; a panic of the engine is reported as fatal, because its memory can no longer be trusted. */
  handle(request: EngineRequest): void {
    void this.#answer(request).then(
      (value) => {
        this.#post({ kind: 'answer', id: request.id, value });
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.#post({ kind: 'failed', id: request.id, message, fatal: isFatal(error) });
      },
    );
  }

  async #answer(request: EngineRequest): Promise<unknown> {
    const engine = this.#engine;
    switch (request.kind) {
      case 'analyze':
        return engine.analyze(request.args.text, request.args.options, request.args.type);
      case 'checkInput':
        return engine.checkInput(request.args.text);
      case 'checkMocks':
        return engine.checkMocks(request.args.text, request.args.definition);
      case 'sampleMock':
        return engine.sampleMock(request.args.definition, request.args.state);
      case 'complete':
        return engine.complete(request.args.text, request.args.offset);
      case 'hover':
        return engine.hover(request.args.text, request.args.offset);
      case 'signature':
        return engine.signature(request.args.text, request.args.offset);
      case 'stateUses':
        return engine.stateUses(request.args.text, request.args.offset);
      case 'renameState':
        return engine.renameState(request.args.text, request.args.offset, request.args.newName);
      case 'formatDefinition':
        return engine.formatDefinition(request.args.text);
      case 'run':
        return this.#run(request.args.maxEvents);
      case 'pause':
        this.#paused = true;
        return null;
      default:
        return this.#answerOfRunner(request);
    }
  }

  #answerOfRunner(
    request: Extract<EngineRequest, { kind: RunnerCall }>,
  ): unknown {
    switch (request.kind) {
      case 'start': {
        this.#generation += 1;
        this.#replayed = undefined;
        this.#reported = 0;
        this.#runner?.free();
        this.#runner = this.#engine.createRunner();
        return this.#runner.start(request.args);
      }
      case 'step':
        return this.#step();
      case 'stop':
        return this.#report(this.#runner?.stop(request.args.error, request.args.cause));
      case 'sendTaskSuccess':
        return this.#report(this.#runner?.sendTaskSuccess(request.args.token, request.args.output));
      case 'sendTaskFailure':
        return this.#report(
          this.#runner?.sendTaskFailure(request.args.token, request.args.error, request.args.cause),
        );
      case 'sendTaskHeartbeat':
        return this.#report(this.#runner?.sendTaskHeartbeat(request.args.token));
      case 'eventDetails':
        if (this.#replayed !== undefined) return this.#replayed[request.args.eventId - 1] ?? 'null';
        return this.#runner?.eventDetails(request.args.eventId) ?? 'null';
      case 'inspect':
        if (this.#replayed !== undefined) return undefined;
        return this.#runner?.inspect(request.args.enteredEventId, request.args.atEventId);
      case 'replay':
        this.#generation += 1;
        this.#replayed = request.args.events;
        return null;
      default:
        return assertNever(request);
    }
  }

  /** One state further: on until the history enters a state, ends or stands still. */
  #step(): RunReport {
    const runner = this.#runner;
    if (runner === undefined) return this.#report(undefined);
    let report = this.#report(runner.step());
    let events = report.newEvents;
    for (let more = 0; more < STEP_LIMIT; more += 1) {
      if (report.state.status !== 'RUNNING' || report.state.idle || events.includes('StateEntered"')) break;
      report = this.#report(runner.step());
      events = joined(events, report.newEvents);
    }
    return { state: report.state, newEvents: events };
  }

  async #run(maxEvents: number): Promise<RunReport> {
    this.#paused = false;
    const generation = this.#generation;
    let last = performance.now();
    for (;;) {
      const runner = this.#runner;
      if (runner === undefined) return this.#report(undefined);
      const state = runner.run(SLICE_EVENTS);
      const done = state.status !== 'RUNNING' || state.idle || state.eventCount >= maxEvents;
      if (done) return this.#report(state);
      if (performance.now() - last > REPORT_MS) {
        last = performance.now();
        this.#post({ kind: 'progress', report: this.#report(state) });
      }
      await nextTurn();
      if (this.#isPaused() || generation !== this.#generation) {
        return { state, newEvents: '[]' };
      }
    }
  }

  /** A method, because messages change it while a run waits for its turn. */
  #isPaused(): boolean {
    return this.#paused;
  }

  #report(state: RunState | undefined): RunReport {
    if (state === undefined || this.#runner === undefined) return { state: NO_RUN, newEvents: '[]' };
    const count = state.eventCount - this.#reported;
    const newEvents = count > 0 ? this.#runner.history(this.#reported, count) : '[]';
    this.#reported = state.eventCount;
    return { state, newEvents };
  }
}

/** Two JSON arrays as one. */
function joined(a: string, b: string): string {
  if (b === '[]') return a;
  return a === '[]' ? b : `${a.slice(0, -1)},${b.slice(1)}`;
}

/** Traps of wasm (`unreachable`, out of memory, stack overflow) leave the module in an unknown state. */
function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Starting, stepping, answering and stopping executions, and playing their history. */
import type { EngineClient } from '../client/engine-client.ts';
import { isRecord, parseJson } from '../shared/guard.ts';
import { withPlaceholders } from '../shared/placeholders.ts';
import type { HistoryEventView, RunReport, StartAnswer } from '../shared/protocol.ts';
import type { Analyzer } from './analyzer.ts';
import type { Surroundings } from './app.ts';
import { type AppState, noRun, type RunPhase } from './state.ts';
import type { Store } from './store.ts';

/** With relaxed quotas too, a run ends somewhere. */
const MAX_EVENTS = 100_000;
/** Events that playing at 1× shows each second. */
const PLAY_EVENTS_PER_SECOND = 4;

export class Execution {
  readonly #store: Store<AppState>;
  readonly #client: EngineClient;
  readonly #analyzer: Analyzer;
  readonly #surroundings: Surroundings;
  #playedAt = 0;

  constructor(store: Store<AppState>, client: EngineClient, analyzer: Analyzer, surroundings: Surroundings) {
    this.#store = store;
    this.#client = client;
    this.#analyzer = analyzer;
    this.#surroundings = surroundings;
  }

  /** Runs to the end: goes on with an execution that was stepped, else starts a new one. */
  async run(): Promise<void> {
    const { phase, outdated } = this.#store.state.run;
    this.#store.update({ playing: false });
    if (phase !== 'paused' || outdated) {
      if (!(await this.#start())) return;
    }
    await this.#goOn();
  }

  /** One state further: in the history when the clock stands before its end, else in the engine. */
  async step(): Promise<void> {
    const { run, cursor } = this.#store.state;
    this.#store.update({ playing: false });
    if (cursor < run.length) {
      this.#store.update({ cursor: nextStateBoundary(this.#store.state, cursor) });
      return;
    }
    if (run.phase === 'running') return;
    if (run.phase === 'waiting' && !run.outdated) return;
    if (run.phase !== 'paused' || run.outdated) {
      if (!(await this.#start())) return;
    }
    await this.#take(this.#client.call('step', {}), 'paused');
  }

  /** Stops an execution that runs or waits, as StopExecution does. */
  async stop(): Promise<void> {
    const { phase } = this.#store.state.run;
    this.#store.update({ playing: false });
    if (phase === 'running') await this.#client.call('pause', {}).catch(() => null);
    await this.#take(this.#client.call('stop', { error: '', cause: '' }), 'finished');
  }

  /** Back to before the run. */
  reset(): void {
    this.forget();
    const { run } = this.#store.state;
    this.#store.update({ run: noRun(run.number + 1), cursor: 0, selection: { ...this.#store.state.selection, visit: undefined } });
  }

  /** Lets go of a run that may still be under way in the engine. */
  forget(): void {
    this.#store.update({ playing: false });
    if (this.#store.state.run.phase === 'running') void this.#client.call('pause', {}).catch(() => null);
  }

  /** The engine was started anew: what it had done so far stays to look at, but cannot go on. */
  lost(): void {
    const { run } = this.#store.state;
    if (run.phase === 'none' || run.phase === 'finished') return;
    this.#store.update({ run: { ...run, phase: run.length === 0 ? 'none' : 'finished' }, playing: false });
  }

  async sendSuccess(token: string, output: string): Promise<void> {
    await this.#answer(this.#client.call('sendTaskSuccess', { token, output }));
  }

  async sendFailure(token: string, error: string, cause: string): Promise<void> {
    await this.#answer(this.#client.call('sendTaskFailure', { token, error, cause }));
  }

  async sendHeartbeat(token: string): Promise<void> {
    await this.#take(this.#client.call('sendTaskHeartbeat', { token }), 'waiting');
  }

  /** Plays the history from the cursor, or from its start when the cursor is at the end. */
  play(): void {
    const { playing, cursor, run } = this.#store.state;
    if (playing) {
      this.#store.update({ playing: false });
      return;
    }
    if (run.length === 0) return;
    this.#store.update({ playing: true, cursor: cursor >= run.length ? 0 : cursor });
    this.#playedAt = this.#surroundings.now();
    this.#playOn();
  }

  /** A report of a run under way. */
  receive(report: RunReport): void {
    this.#apply(report, 'running');
  }

  async #start(): Promise<boolean> {
    await this.#analyzer.analyzeNow();
    const { document, run } = this.#store.state;
    const number = run.number + 1;
    this.#store.update({ run: { ...noRun(number), phase: 'running' }, cursor: 0, selection: { ...this.#store.state.selection, visit: undefined } });
    const { definition, input, mocks, config } = document;
    let answer: StartAnswer;
    try {
      answer = await this.#client.call('start', { definition: withPlaceholders(definition, document.placeholders), input, mocks, config });
    } catch {
      return false;
    }
    if (this.#store.state.run.number !== number) return false;
    if (answer.kind === 'started') return true;
    this.#store.update({ run: { ...noRun(number), refused: answer.message }, dockTab: 'problems' });
    return false;
  }

  async #goOn(): Promise<void> {
    this.#store.update({ run: { ...this.#store.state.run, phase: 'running' } });
    await this.#take(this.#client.call('run', { maxEvents: MAX_EVENTS }), 'paused');
  }

  async #answer(call: Promise<RunReport>): Promise<void> {
    await this.#take(call, 'paused');
    if (this.#store.state.run.phase === 'paused') await this.#goOn();
  }

  /** Puts an answer into the state, unless its execution is no longer the one shown. */
  async #take(call: Promise<RunReport>, phase: RunPhase): Promise<void> {
    const { number } = this.#store.state.run;
    try {
      const report = await call;
      if (this.#store.state.run.number === number) this.#apply(report, phase);
    } catch {
      this.lost();
    }
  }

  #apply(report: RunReport, phaseWhileRunning: RunPhase): void {
    const { run } = this.#store.state;
    if (run.phase === 'none') return;
    run.index.append(readEvents(report.newEvents));
    const { status, idle } = report.state;
    const phase = status !== 'RUNNING' ? 'finished' : idle ? 'waiting' : phaseWhileRunning;
    this.#store.update({
      run: { ...run, state: report.state, length: run.index.length, phase },
      cursor: run.index.length,
    });
  }

  #playOn(): void {
    this.#surroundings.nextFrame(() => {
      const { playing, cursor, run, speed } = this.#store.state;
      if (!playing) return;
      if (cursor >= run.length) {
        this.#store.update({ playing: false });
        return;
      }
      const now = this.#surroundings.now();
      const events = Math.floor(((now - this.#playedAt) / 1_000) * PLAY_EVENTS_PER_SECOND * speed);
      if (events > 0) {
        this.#playedAt = now;
        this.#store.update({ cursor: Math.min(run.length, cursor + events) });
      }
      this.#playOn();
    });
  }
}

/** The cursor after the next event that enters a state, or the end. */
export function nextStateBoundary(state: Pick<AppState, 'run'>, cursor: number): number {
  const { events } = state.run.index;
  for (let at = cursor; at < events.length; at += 1) {
    if (events[at]?.type.endsWith('StateEntered') === true) return at + 1;
  }
  return events.length;
}

/** The cursor after the event before that enters a state, or 0. */
export function previousStateBoundary(state: Pick<AppState, 'run'>, cursor: number): number {
  const { events } = state.run.index;
  for (let at = cursor - 2; at >= 0; at -= 1) {
    if (events[at]?.type.endsWith('StateEntered') === true) return at + 1;
  }
  return 0;
}

/** Events from the worker: our own text, but a broken engine must not break the page. */
function readEvents(text: string): HistoryEventView[] {
  const value = parseJson(text);
  if (!Array.isArray(value)) return [];
  return value.filter(isEvent);
}

function isEvent(value: unknown): value is HistoryEventView {
  return isRecord(value) && typeof value['id'] === 'number' && typeof value['type'] === 'string';
}

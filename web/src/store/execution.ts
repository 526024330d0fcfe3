/** Starting, stepping, answering, redriving and stopping executions, keeping older ones, and playing their history. */
import type { EngineClient } from '../client/engine-client.ts';
import { isRecord, parseJson } from '../shared/guard.ts';
import { withPlaceholders } from '../shared/placeholders.ts';
import type { HistoryEventView, RunReport, RunState, StartAnswer, StartRequest } from '../shared/protocol.ts';
import { HistoryIndex, type Visit } from '../run/history-index.ts';
import type { ChildExecution } from '../run/map-run.ts';
import type { Analyzer } from './analyzer.ts';
import type { Surroundings } from './app.ts';
import { type AppState, noRun, type OpenedChild, type RunPhase, type RunSlice, type RunTexts, type WorkflowDocument } from './state.ts';
import type { Store } from './store.ts';

/** So long the picture before stands while an execution has nothing to show yet. */
const HOLD_MS = 100;
/** With relaxed quotas too, a run ends somewhere. */
const MAX_EVENTS = 100_000;
/** Events that playing at 1× shows each second. */
const PLAY_EVENTS_PER_SECOND = 4;
/** The speed that shows one state after the other, whatever happened between them. */
export const STATE_A_SECOND = 0;
/** Older executions that are kept, by number and by events in all of them. */
const MAX_PAST = 20;
const MAX_PAST_EVENTS = 60_000;
/** States that stepping over a container goes through at once, and altogether. */
const STEP_BATCH = 64;
const MAX_STEPS = 30_000;
/** Events of a child execution that are asked for at once. */
const CHILD_PAGE = 5_000;

export class Execution {
  readonly #store: Store<AppState>;
  readonly #client: EngineClient;
  readonly #analyzer: Analyzer;
  readonly #surroundings: Surroundings;
  readonly #complain: (id: string, message: string) => void;
  #playedAt = 0;
  /** The highest number that an execution had. */
  #numbers = 0;

  constructor(store: Store<AppState>, client: EngineClient, analyzer: Analyzer, surroundings: Surroundings, complain: (id: string, message: string) => void) {
    this.#store = store;
    this.#client = client;
    this.#analyzer = analyzer;
    this.#surroundings = surroundings;
    this.#complain = complain;
  }

  /** Runs to the end or the next breakpoint: goes on with an execution that stands, else starts a new one. */
  async run(): Promise<void> {
    const { phase, outdated } = this.#store.state.run;
    // Most executions end at once: their empty beginning is not drawn.
    const release = this.#store.hold(HOLD_MS);
    this.#store.update({ playing: false });
    try {
      if (phase !== 'paused' || outdated) {
        if (!(await this.#start())) return;
      }
      await this.#goOn(this.#store.state.breakpoints);
    } finally {
      release();
    }
  }

  /** Runs until a state is entered (or a breakpoint, or the end). */
  async runTo(state: string): Promise<void> {
    const { run, cursor, breakpoints } = this.#store.state;
    this.#store.update({ playing: false });
    if (run.phase === 'paused' && !run.outdated) {
      const visit = run.index.visits.find((candidate) => candidate.state === state && candidate.enteredAt >= cursor);
      if (visit !== undefined) {
        this.#store.update({ cursor: visit.enteredAt + 1 });
        return;
      }
    } else if (!(await this.#start())) {
      return;
    }
    await this.#goOn([...breakpoints, state]);
  }

  /** One state further, into containers: in the history when the clock stands before its end, else in the engine. */
  async step(): Promise<void> {
    const { run, cursor } = this.#store.state;
    this.#store.update({ playing: false });
    if (cursor < run.length) {
      const next = nextStateBoundary(this.#store.state, cursor);
      this.#store.update({ cursor: next });
      const entered = run.index.events[next - 1]?.type.endsWith('StateEntered') === true;
      // Behind the last state of a history that is not over yet, the engine goes on.
      if (entered || run.phase !== 'paused' || run.outdated) return;
    }
    if (await this.#canStep()) await this.#take(this.#client.call('step', { run: this.#number, count: 1 }), 'paused');
  }

  /** To the next state of the same branch or item: what is inside a container is gone through. */
  async stepOver(): Promise<void> {
    const { cursor } = this.#store.state;
    this.#store.update({ playing: false });
    if (cursor >= this.#store.state.run.length && !(await this.#canStep())) return;
    const from = this.#store.state.cursor;
    const { index, number } = this.#store.state.run;
    const here = index.visitOf(from - 1);
    for (let steps = 0; steps < MAX_STEPS; steps += STEP_BATCH) {
      const found = nextOnLevel(index.visits, here, from);
      if (found !== undefined) {
        this.#store.update({ cursor: found.enteredAt + 1 });
        return;
      }
      if (this.#store.state.run.phase !== 'paused') break;
      await this.#take(this.#client.call('step', { run: number, count: here?.type === 'Parallel' || here?.type === 'Map' ? STEP_BATCH : 1 }), 'paused');
      if (this.#store.state.run.number !== number) return;
    }
    this.#store.update({ cursor: this.#store.state.run.length });
  }

  /** Back to where the state before was entered. */
  stepBack(): void {
    const { cursor } = this.#store.state;
    this.#store.update({ playing: false, cursor: previousStateBoundary(this.#store.state, cursor) });
  }

  /** Stops an execution that runs or waits, as StopExecution does. */
  async stop(): Promise<void> {
    const { phase } = this.#store.state.run;
    this.#store.update({ playing: false });
    if (phase === 'running') await this.#client.call('pause', {}).catch(() => null);
    await this.#take(this.#client.call('stop', { run: this.#number, error: '', cause: '' }), 'finished');
  }

  /** Goes on from where the execution failed, with the mocks as they are now. */
  async redrive(): Promise<void> {
    const { run, document } = this.#store.state;
    this.#store.update({ playing: false });
    try {
      const report = await this.#client.call('redrive', { run: run.number, mocks: document.mocks });
      if (this.#store.state.run.number !== run.number) return;
      this.#apply(report, 'paused');
    } catch (error) {
      this.#complain('redrive', error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#store.state.run.phase === 'paused') await this.#goOn(this.#store.state.breakpoints);
  }

  /** Lets virtual time pass although somebody might still answer: up to the next timeout. */
  async letTimePass(): Promise<void> {
    await this.#answer(this.#client.call('letTimePass', { run: this.#number }));
  }

  /** Back to before the run. */
  reset(): void {
    this.forget();
    this.#store.update({ ...this.#archived(), run: noRun(this.#nextNumber()), cursor: 0, selection: { ...this.#store.state.selection, visit: undefined } });
  }

  /** Lets go of a run that may still be under way in the engine. */
  forget(): void {
    this.#store.update({ playing: false });
    if (this.#store.state.run.phase === 'running') void this.#client.call('pause', {}).catch(() => null);
  }

  /** Shows an older execution again; the one at hand becomes an older one. */
  async reopen(number: number): Promise<void> {
    const { past, document } = this.#store.state;
    const found = past.find((run) => run.number === number);
    if (found === undefined) return;
    this.forget();
    const archived = this.#archived();
    const run = { ...found, outdated: !sameTexts(found.texts, document) };
    this.#store.update({
      past: archived.past.filter((other) => other.number !== number),
      run,
      cursor: run.length,
      iterations: {},
      selection: { ...this.#store.state.selection, visit: undefined },
    });
    await this.#restore(run);
  }

  /** Shows a child execution of a Map Run; the execution at hand becomes an older one. */
  async openChild(child: ChildExecution): Promise<void> {
    const { run: parent, past } = this.#store.state;
    const before = past.find((run) => run.child?.parent === parent.number && run.child.id === child.id && run.length === child.eventCount);
    if (before !== undefined) return this.reopen(before.number);
    this.forget();
    const number = this.#nextNumber();
    const opened: OpenedChild = { parent: parent.number, root: parent.child?.root ?? parent.number, id: child.id, index: child.index, state: child.state, name: child.name };
    await this.#client.call('openChild', { run: number, parent: opened.root, child: child.id });
    const index = await this.#childIndex(number, child);
    const described = await this.#client.call('report', { run: number, kind: 'describe' });
    if (this.#store.state.run.number !== parent.number) return;
    const archived = this.#archived();
    const { length } = index;
    const run: RunSlice = { ...noRun(number), phase: 'finished', index, length, texts: parent.texts, outdated: parent.outdated, startedAt: parent.startedAt, state: childState(described, child), child: opened };
    this.#store.update({ ...archived, run, cursor: length, iterations: {}, selection: { ...this.#store.state.selection, visit: undefined } });
    this.#keep(archived.past);
  }

  /** Back from a child execution to the one that it was opened from. */
  async closeChild(): Promise<void> {
    const { child } = this.#store.state.run;
    if (child === undefined) return;
    await this.reopen(child.parent);
    this.#store.update({ selection: { state: child.state, visit: undefined }, inspectorOpen: true, inspectorTab: 'mapRun' });
  }

  async #childIndex(number: number, { id, eventCount }: ChildExecution): Promise<HistoryIndex> {
    const index = new HistoryIndex();
    while (index.length < eventCount) {
      const events = readEvents(await this.#client.call('childHistory', { run: number, from: index.length, count: CHILD_PAGE, child: id }));
      if (events.length === 0) break;
      index.append(events);
    }
    return index;
  }

  /** Shows a history that came from outside; nothing is run. Answers with its length. */
  async replay(views: readonly HistoryEventView[], details: readonly string[], state: RunState): Promise<number> {
    this.forget();
    const number = this.#nextNumber();
    const archived = this.#archived();
    await this.#client.call('replay', { run: number, events: details });
    const run = noRun(number);
    run.index.append([...views]);
    const { length } = run.index;
    this.#store.update({ ...archived, run: { ...run, phase: 'finished', state, length, startedAt: this.#surroundings.now() }, cursor: length, iterations: {} });
    this.#keep(archived.past);
    return length;
  }

  /** Drops older executions from the list; without a number all of them. */
  dropPast(number?: number): void {
    const past = number === undefined ? [] : this.#store.state.past.filter((run) => run.number !== number);
    this.#store.update({ past });
    this.#keep(past);
  }

  /** Runs every test case to its end, each as an execution of its own; the chosen case is shown last. */
  async runCases(): Promise<void> {
    const { document } = this.#store.state;
    const cases = casesOf(document);
    await this.#analyzer.analyzeNow();
    this.forget();
    for (const test of [...cases].sort((a, b) => Number(a.name === document.caseName) - Number(b.name === document.caseName))) {
      if (this.#store.state.document.id !== document.id) return;
      const texts = { ...textsOf(document), input: test.input, mocks: test.mocks, caseName: test.name };
      if (await this.#start(texts)) await this.#goOn([]);
    }
    const { run } = this.#store.state;
    this.#store.update({ dockTab: 'runs', run: { ...run, outdated: !sameTexts(run.texts, this.#store.state.document) } });
  }

  /** The engine was started anew: what it had done so far stays to look at, but cannot go on. */
  lost(): void {
    const { run } = this.#store.state;
    if (run.phase === 'none' || run.phase === 'finished') return;
    this.#store.update({ run: { ...run, phase: run.length === 0 ? 'none' : 'finished' }, playing: false });
  }

  /** Errors that the answer itself has (no JSON, a token that is no longer waited for) are thrown. */
  async sendSuccess(token: string, output: string): Promise<void> {
    await this.#answer(this.#client.call('sendTaskSuccess', { run: this.#number, token, output }));
  }

  async sendFailure(token: string, error: string, cause: string): Promise<void> {
    await this.#answer(this.#client.call('sendTaskFailure', { run: this.#number, token, error, cause }));
  }

  async sendHeartbeat(token: string): Promise<void> {
    await this.#answer(this.#client.call('sendTaskHeartbeat', { run: this.#number, token }));
  }

  /** What GetActivityTask would hand to a worker. */
  async activityTask(activityArn: string, workerName: string): Promise<{ token: string; input: string } | undefined> {
    const { run } = this.#store.state;
    const task = parseJson((await this.#client.call('getActivityTask', { run: run.number, activityArn, workerName })) ?? '');
    // The worker's poll is an event of the history.
    await this.#take(this.#client.call('run', { run: run.number, maxEvents: MAX_EVENTS }), 'paused');
    if (!isRecord(task) || typeof task['taskToken'] !== 'string') return undefined;
    const { input } = task;
    return { token: task['taskToken'], input: typeof input === 'string' ? input : JSON.stringify(input ?? {}) };
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
  receive(report: RunReport, number: number): void {
    if (number === this.#number) this.#apply(report, 'running');
  }

  get #number(): number {
    return this.#store.state.run.number;
  }

  #nextNumber(): number {
    this.#numbers = Math.max(this.#numbers, this.#number) + 1;
    return this.#numbers;
  }

  /** The execution at hand among the older ones, as far as there is room. */
  #archived(): { past: readonly RunSlice[] } {
    const { run, past } = this.#store.state;
    if (run.length === 0) return { past };
    const phase = run.phase === 'running' ? 'paused' : run.phase;
    let events = 0;
    const kept = [{ ...run, phase }, ...past]
      .sort((a, b) => b.number - a.number)
      .filter((candidate, at) => (events += candidate.length) <= MAX_PAST_EVENTS && at < MAX_PAST);
    return { past: kept };
  }

  #keep(past: readonly RunSlice[]): void {
    void this.#client.call('keepRuns', { runs: [this.#number, ...past.map((run) => run.number)] }).catch(() => null);
  }

  /** An engine that was started anew no longer holds the execution: the same texts give the same history. */
  async #restore(run: RunSlice): Promise<void> {
    const { texts, child } = run;
    if (texts === undefined) return;
    const number = child?.root ?? run.number;
    const held = await this.#client.call('report', { run: number, kind: 'describe' }).then(() => true, () => false);
    if (held) return;
    const answer = await this.#client.call('start', { run: number, request: requestOf(texts) }).catch(() => undefined);
    if (answer?.kind === 'started') await this.#client.call('run', { run: number, maxEvents: MAX_EVENTS }).catch(() => undefined);
    if (child !== undefined) await this.#client.call('openChild', { run: run.number, parent: number, child: child.id }).catch(() => undefined);
  }

  /** There is an execution that can go one step further; a new one is started where there is none. */
  async #canStep(): Promise<boolean> {
    const { run } = this.#store.state;
    if (run.phase === 'running' || (run.phase === 'waiting' && !run.outdated)) return false;
    if (run.phase === 'paused' && !run.outdated) return true;
    if (!(await this.#start())) return false;
    // It stands before its first state, as one that was paused there.
    this.#store.update({ run: { ...this.#store.state.run, phase: 'paused' } });
    return true;
  }

  async #start(given?: RunTexts): Promise<boolean> {
    if (given === undefined) await this.#analyzer.analyzeNow();
    // Meanwhile an exercise may have come to stand here that asks for a prediction first.
    if (this.#store.state.held) return false;
    const texts = given ?? textsOf(this.#store.state.document);
    const number = this.#nextNumber();
    const archived = this.#archived();
    this.#store.update({
      ...archived,
      run: { ...noRun(number), phase: 'running', texts, startedAt: this.#surroundings.now() },
      cursor: 0,
      selection: { ...this.#store.state.selection, visit: undefined },
    });
    this.#keep(archived.past);
    let answer: StartAnswer;
    try {
      answer = await this.#client.call('start', { run: number, request: requestOf(texts) });
    } catch {
      return false;
    }
    if (this.#number !== number) return false;
    if (answer.kind === 'started') return true;
    this.#store.update({ run: { ...noRun(number), refused: answer.message }, dockTab: 'problems' });
    return false;
  }

  async #goOn(breakpoints: readonly string[]): Promise<void> {
    const number = this.#number;
    this.#store.update({ run: { ...this.#store.state.run, phase: 'running' } });
    // An engine that knows no breakpoints runs to the end.
    if (breakpoints.length > 0) await this.#client.call('setBreakpoints', { run: number, states: breakpoints }).catch(() => null);
    await this.#take(this.#client.call('run', { run: number, maxEvents: MAX_EVENTS }), 'paused');
    if (breakpoints.length > 0) await this.#client.call('setBreakpoints', { run: number, states: [] }).catch(() => null);
  }

  async #answer(call: Promise<RunReport>): Promise<void> {
    const { number } = this.#store.state.run;
    const report = await call;
    if (this.#number !== number) return;
    this.#apply(report, 'paused');
    if (this.#store.state.run.phase === 'paused') await this.#goOn(this.#store.state.breakpoints);
  }

  /** Puts an answer into the state, unless its execution is no longer the one shown. */
  async #take(call: Promise<RunReport>, phase: RunPhase): Promise<void> {
    const { number } = this.#store.state.run;
    try {
      const report = await call;
      if (this.#number === number) this.#apply(report, phase);
    } catch {
      this.lost();
    }
  }

  #apply(report: RunReport, phaseWhileRunning: RunPhase): void {
    const { run } = this.#store.state;
    if (run.phase === 'none') return;
    run.index.append(readEvents(report.newEvents));
    const { status, idle, breakpoint } = report.state;
    const phase = status !== 'RUNNING' ? 'finished' : breakpoint !== undefined ? 'paused' : idle ? 'waiting' : phaseWhileRunning;
    const stoppedIn = breakpoint === undefined ? undefined : run.index.events[breakpoint - 1]?.state;
    this.#store.update({
      run: { ...run, state: report.state, length: run.index.length, phase },
      cursor: run.index.length,
      ...(stoppedIn === undefined ? {} : { selection: { state: stoppedIn, visit: undefined }, inspectorOpen: true }),
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
      if (speed === STATE_A_SECOND) {
        if (now - this.#playedAt >= 1_000) {
          this.#playedAt = now;
          this.#store.update({ cursor: nextStateBoundary(this.#store.state, cursor) });
        }
        this.#playOn();
        return;
      }
      const events = Math.floor(((now - this.#playedAt) / 1_000) * PLAY_EVENTS_PER_SECOND * speed);
      if (events > 0) {
        this.#playedAt = now;
        this.#store.update({ cursor: Math.min(run.length, cursor + events) });
      }
      this.#playOn();
    });
  }
}

/** How a child execution stands, of what the service says of it. */
function childState(described: string, { status, eventCount }: ChildExecution): RunState {
  const answer = parseJson(described);
  const member = (name: 'output' | 'error' | 'cause'): Partial<Record<typeof name, string>> => (isRecord(answer) && typeof answer[name] === 'string' ? { [name]: answer[name] } : {});
  return { status, eventCount, idle: false, waiting: [], ...member('output'), ...member('error'), ...member('cause') };
}

/** What a workflow would be run with now. */
export function textsOf(document: WorkflowDocument): RunTexts {
  const { input, mocks, s3, config, caseName } = document;
  return { definition: withPlaceholders(document.definition, document.placeholders), input, mocks, s3, config, caseName };
}

function requestOf({ definition, input, mocks, s3, config }: RunTexts): StartRequest {
  return { definition, input, mocks, config, ...(s3 === undefined || s3.trim() === '' ? {} : { s3Objects: s3 }) };
}

/** An execution was made of the texts as they are now. */
export function sameTexts(texts: RunTexts | undefined, document: WorkflowDocument): boolean {
  const now = textsOf(document);
  return texts !== undefined && texts.definition === now.definition && texts.input === document.input && texts.mocks === document.mocks && texts.s3 === document.s3 && texts.config === document.config;
}

/** The test cases, the chosen one with its texts as they are now. */
export function casesOf(document: WorkflowDocument): readonly { readonly name: string; readonly input: string; readonly mocks: string }[] {
  const { cases, caseName, input, mocks } = document;
  if (cases === undefined || cases.length === 0) return [{ name: caseName ?? '', input, mocks }];
  return cases.map((test) => (test.name === caseName ? { ...test, input, mocks } : test));
}

/** The first visit after `cursor` in the same branch or item as `here`, or further out; other branches go on meanwhile. */
export function nextOnLevel(visits: readonly Visit[], here: Visit | undefined, cursor: number): Visit | undefined {
  const frames = new Set<number>([-1]);
  for (let visit = here; visit !== undefined; visit = visits[visit.container]) frames.add(visit.frame);
  return visits.find((visit) => visit.enteredAt >= cursor && frames.has(visit.frame));
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
export function readEvents(text: string): HistoryEventView[] {
  const value = parseJson(text);
  if (!Array.isArray(value)) return [];
  return value.filter(isEvent);
}

function isEvent(value: unknown): value is HistoryEventView {
  return isRecord(value) && typeof value['id'] === 'number' && typeof value['type'] === 'string';
}

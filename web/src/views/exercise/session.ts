/**
 * An exercise under way: what is open, what was answered, what the engine said. The pane draws it, and changes it only
 * through these methods.
 *
 * An embed opens one with `openInEmbed` (`in-embed.ts`) and hears of every check.
 */
import { currentLanguage } from '../../i18n/t.ts';
import { formatJson } from '../../shared/json-lines.ts';
import type { ExerciseAssertion, ExerciseReport } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { DEFAULT_CONFIG, EMPTY_DOCUMENT, type WorkflowDocument } from '../../store/state.ts';
import { type Answer, answerText, NO_ANSWER, withState } from './answer.ts';
import { type Course, type Exercise, OWN_COURSE, type Track, wordsIn } from './course.ts';
import { draw, type Exam, freshSeed } from './exam.ts';
import { nextOf } from './filter.ts';
import { storedPack } from './packs.ts';
import { PROGRESS_EVENT } from './place.ts';
import { type Entry, Progress, type Work } from './progress.ts';

/** Quiet time after a change before the work is kept. */
const KEEP_AFTER_MS = 400;

/** What a check came to; the embed hands it to its host as `exerciseResult`. */
export interface ExerciseResult {
  readonly id: string;
  readonly passed: boolean;
  readonly checksPassed: number;
  readonly checks: number;
}

export class Learning {
  readonly #app: App;
  readonly progress: Progress;
  course: Course = OWN_COURSE;
  exercise: Exercise | undefined;
  /** The exercise that was asked for is not here. */
  missing = false;
  tab: 'task' | 'solution' = 'task';
  hints = 0;
  answer: Answer = NO_ANSWER;
  report: ExerciseReport | undefined;
  checking = false;
  /** The run whose input and mocks stand in the panes, from 0. */
  shownRun = 0;
  track: Track | undefined;
  exam: Exam | undefined;
  /** Without a page around it that has the list. */
  embedded = false;
  /** Hears of every check. */
  onResult: ((result: ExerciseResult) => void) | undefined;

  readonly #listeners = new Set<() => void>();
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #selected: string | undefined;
  #opening = 0;
  /** How many exercises were taken: one that was found too late must not replace another. */
  #taken = 0;

  constructor(app: App, storage: Storage | undefined) {
    this.#app = app;
    this.progress = new Progress(storage, () => window.dispatchEvent(new Event(PROGRESS_EVENT)));
    app.store.subscribe(() => this.#follow());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** What progress is kept under: the id, in packs behind the pack's own. */
  keyOf(id: string, course: Course = this.course): string {
    return course.pack === '' ? id : `${course.pack}/${id}`;
  }

  get key(): string {
    return this.exercise === undefined ? '' : this.keyOf(this.exercise.info.id);
  }

  get entry(): Entry {
    return this.progress.of(this.key);
  }

  get solved(): boolean {
    return this.exam === undefined && this.progress.isSolved(this.key);
  }

  /** The ids that Next goes through. */
  get ids(): readonly string[] {
    return this.exam?.ids ?? this.track?.exercises ?? this.course.exercises.map((info) => info.id);
  }

  /** Opens an exercise of a course (ours, if none is named) in place of the document at hand. False if there is none. */
  async open(id: string, course: Course = OWN_COURSE, track?: Track): Promise<boolean> {
    const opening = ++this.#opening;
    const exercise = await course.load(id);
    if (exercise === undefined || opening !== this.#opening) return false;
    this.#keepNow();
    this.#take(exercise, course);
    this.track = track ?? (this.track?.exercises.includes(id) === true && this.course === course ? this.track : undefined);
    const document = this.#document(exercise);
    this.#app.store.update({ held: this.#holds() });
    this.#app.showNarrow('exercise');
    this.#changed();
    await this.#app.documents.open(document);
    return true;
  }

  /** The page has opened on an exercise that it had kept: finds what belongs to it. */
  async resume(documentId: string): Promise<void> {
    const key = documentId.replace(/^exercise:/, '');
    if (this.exercise !== undefined && this.key === key) return;
    const slash = key.indexOf('/');
    const course = slash < 0 ? OWN_COURSE : storedPack(key.slice(0, slash));
    const taken = this.#taken;
    const exercise = await course?.load(key.slice(slash + 1));
    if (taken !== this.#taken) return;
    this.missing = exercise === undefined;
    if (exercise !== undefined && course !== undefined) this.#take(exercise, course);
    this.#app.store.update({ held: exercise !== undefined && this.#holds() });
    this.#changed();
    if (this.#app.store.state.run.length === 0) await this.#app.open();
  }

  #take(exercise: Exercise, course: Course): void {
    this.#taken += 1;
    this.course = course;
    this.exercise = exercise;
    this.missing = false;
    this.tab = 'task';
    this.report = undefined;
    this.shownRun = 0;
    this.#selected = undefined;
    const { hints, work } = this.exam === undefined ? this.entry : {};
    this.hints = hints ?? 0;
    this.answer = work?.answer ?? NO_ANSWER;
  }

  /** Predictions come before the run. */
  #holds(): boolean {
    return this.exercise !== undefined && this.exercise.info.kind.startsWith('predict-') && !this.solved;
  }

  #document({ info, file, runs, type, executionName }: Exercise): WorkflowDocument {
    const work = this.exam === undefined ? this.progress.of(this.keyOf(info.id)).work : undefined;
    const run = runs[0];
    const json = (value: unknown): string => formatJson(JSON.stringify(value ?? {}));
    return {
      ...EMPTY_DOCUMENT,
      id: `exercise:${this.keyOf(info.id)}`,
      title: wordsIn(info.title, currentLanguage()),
      definition: work?.definition ?? file('start.asl.json') ?? '',
      input: json(run?.input),
      mocks: info.kind === 'mock' ? (work?.mocks ?? file('start.mocks.json') ?? '{}') : json(run?.mocks),
      config: { ...DEFAULT_CONFIG, type, name: executionName },
    };
  }

  /** Follows the page: keeps what is typed, and takes a click in the graph as an answer. */
  #follow(): void {
    const { document, selection } = this.#app.store.state;
    if (this.exercise === undefined || document.id !== `exercise:${this.key}`) return;
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => this.#keepNow(), KEEP_AFTER_MS);
    if (selection.state === this.#selected) return;
    this.#selected = selection.state;
    if ('path' in this.exercise.answer && selection.state !== undefined && this.#app.store.state.held) this.addState(selection.state);
  }

  #keepNow(): void {
    clearTimeout(this.#keepTimer);
    const { document } = this.#app.store.state;
    if (this.exercise === undefined || this.exam !== undefined || document.id !== `exercise:${this.key}`) return;
    const { file, info } = this.exercise;
    const changed = (text: string, start: string | undefined): string | undefined => (text === start ? undefined : text);
    const definition = changed(document.definition, file('start.asl.json') ?? '');
    const mocks = info.kind === 'mock' ? changed(document.mocks, file('start.mocks.json')) : undefined;
    const answered = this.answer !== NO_ANSWER;
    if (definition === undefined && mocks === undefined && !answered) {
      if (this.entry.work !== undefined) this.progress.change(this.key, { work: {} });
      return;
    }
    const work: Work = { ...(definition === undefined ? {} : { definition }), ...(mocks === undefined ? {} : { mocks }), ...(answered ? { answer: this.answer } : {}) };
    this.progress.change(this.key, { work });
  }

  setAnswer(change: Partial<Answer>): void {
    this.answer = { ...this.answer, ...change };
    this.#keepNow();
    this.#changed();
  }

  /** Puts a state at the end of the path, or takes the last one back. */
  addState(state: string): void {
    this.setAnswer({ path: withState(this.answer.path, state) });
  }

  /** Judges the work. What failed first is shown: its run in the panes, its state in the graph. */
  async check(): Promise<void> {
    const { exercise } = this;
    if (exercise === undefined || this.checking) return;
    this.checking = true;
    this.#changed();
    const report = await this.#judge(exercise);
    this.checking = false;
    if (report === undefined || this.exercise !== exercise) {
      this.#changed();
      return;
    }
    this.report = report;
    if (report.passed) this.progress.solve(this.key, Date.now());
    this.#app.store.update({ held: false });
    const passed = report.assertions.filter((assertion) => assertion.holds === true).length;
    this.onResult?.({ id: this.key, passed: report.passed, checksPassed: passed, checks: report.assertions.length });
    this.#changed();
    // Whoever predicted it may now watch it happen.
    if (report.passed && this.#app.store.state.run.length === 0) await this.#app.open();
    await this.#showFailure(report);
  }

  async #judge(exercise: Exercise): Promise<ExerciseReport | undefined> {
    const { definition, mocks, config } = this.#app.store.state.document;
    const work = { definition, mocks, type: config.type, answer: answerText(this.answer) };
    return this.#app.client.call('checkExercise', { exercise: exercise.bundle, work }).catch(() => undefined);
  }

  async #showFailure(report: ExerciseReport): Promise<void> {
    const failed = firstFailed(report);
    if (failed === undefined || failed.id.startsWith('answer/')) return;
    if (failed.run !== undefined) await this.showRun(failed.run);
    if (failed.state !== undefined) this.showState(failed.state);
  }

  /** Puts the input and the mocks of a run into the panes, and runs it. */
  async showRun(index: number): Promise<void> {
    const run = this.exercise?.runs[index];
    if (run === undefined) return;
    const { info } = this.exercise ?? {};
    this.shownRun = index;
    this.#changed();
    const json = (value: unknown): string => formatJson(JSON.stringify(value));
    this.#app.documents.change({ input: json(run.input), ...(info?.kind === 'mock' ? {} : { mocks: json(run.mocks) }) });
    await this.#app.analyzer.analyzeNow();
    if (!this.#app.blocked()) await this.#app.execution.run();
  }

  showState(state: string): void {
    this.#selected = state;
    this.#app.select(state);
    this.#app.revealInGraph?.(state);
  }

  showTab(tab: 'task' | 'solution'): void {
    this.tab = tab;
    if (tab === 'solution') this.progress.change(this.key, { solutionSeen: true });
    this.#changed();
  }

  showHint(): void {
    this.hints = Math.min(3, this.hints + 1);
    this.progress.change(this.key, { hints: this.hints });
    this.#changed();
  }

  /** Begins again: the exercise as it was. What is solved stays solved. */
  async reset(): Promise<void> {
    const { exercise } = this;
    if (exercise === undefined) return;
    clearTimeout(this.#keepTimer);
    this.progress.resetWork(this.key);
    this.#take(exercise, this.course);
    const { definition, input, mocks, config } = this.#document(exercise);
    this.#app.documents.change({ definition, input, mocks, config });
    this.#app.execution.reset();
    this.#app.store.update({ held: this.#holds() });
    this.#changed();
    await this.#app.analyzer.analyzeNow();
    if (!this.#app.blocked()) await this.#app.execution.run();
  }

  /** The exercise after this one, unsolved ones first. */
  get nextId(): string | undefined {
    const current = this.exercise?.info.id ?? '';
    return nextOf(this.ids, current, (id) => this.progress.isSolved(this.keyOf(id)));
  }

  // Exam mode -------------------------------------------------------------------------------------------------------

  /** Draws a set of a track and opens its first exercise. The same seed gives the same set. */
  async beginExam(track: Track, course: Course, seed: string | undefined, minutes: number | undefined): Promise<void> {
    const pool = course.exercises.filter((info) => track.exercises.includes(info.id));
    const chosen = seed ?? freshSeed(Math.random);
    const ids = draw(pool, track.exam?.questions ?? 10, track.id, chosen);
    const startedAt = Date.now();
    this.#keepNow();
    this.exam = { track: track.id, seed: chosen, ids, startedAt, at: 0, results: {}, finishedAt: undefined, endsAt: minutes === undefined ? undefined : startedAt + minutes * 60_000 };
    this.#answers.clear();
    await this.#openQuestion(0, course);
  }

  /** What was answered to each question, so that one can go back. */
  readonly #answers = new Map<string, { readonly answer: Answer; readonly document: WorkflowDocument }>();

  /** Goes to a question; the one that is left is judged, without a word. */
  async goTo(at: number): Promise<void> {
    if (this.exam === undefined) return;
    await this.#judgeQuestion();
    await this.#openQuestion(at, this.course);
  }

  async #openQuestion(at: number, course: Course): Promise<void> {
    const id = this.exam?.ids[at];
    if (this.exam === undefined || id === undefined) return;
    this.exam = { ...this.exam, at };
    const before = this.#answers.get(id);
    await this.open(id, course, this.track);
    if (before === undefined) return;
    this.answer = before.answer;
    this.#app.documents.change({ definition: before.document.definition, mocks: before.document.mocks });
    this.#changed();
  }

  async #judgeQuestion(): Promise<void> {
    const { exam, exercise } = this;
    if (exam === undefined || exercise === undefined || exam.finishedAt !== undefined) return;
    const { document } = this.#app.store.state;
    this.#answers.set(exercise.info.id, { answer: this.answer, document });
    const report = await this.#judge(exercise);
    if (this.exam === exam) this.exam = { ...exam, results: { ...exam.results, [exercise.info.id]: report?.passed === true } };
  }

  /** Ends the exam; what was right counts as solved. */
  async finishExam(): Promise<void> {
    await this.#judgeQuestion();
    if (this.exam === undefined || this.exam.finishedAt !== undefined) return;
    this.exam = { ...this.exam, finishedAt: Date.now() };
    for (const [id, passed] of Object.entries(this.exam.results)) if (passed) this.progress.solve(this.keyOf(id), Date.now());
    this.#changed();
  }

  /** Out of the exam; opens an exercise of it for review, or stays with the one at hand. */
  async leaveExam(review?: string): Promise<void> {
    const id = review ?? this.exercise?.info.id;
    this.exam = undefined;
    this.#answers.clear();
    this.#changed();
    if (id !== undefined) await this.open(id, this.course);
  }
}

/** The first assertion that does not hold. */
export function firstFailed(report: ExerciseReport): ExerciseAssertion | undefined {
  return report.assertions.find((assertion) => assertion.holds === false);
}

function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

const sessions = new WeakMap<App, Learning>();

/** The page's (or the embed's) one session; an embed keeps nothing. */
export function learningOf(app: App, keeps = true): Learning {
  let found = sessions.get(app);
  if (found === undefined) {
    found = new Learning(app, keeps ? browserStorage() : undefined);
    sessions.set(app, found);
  }
  return found;
}

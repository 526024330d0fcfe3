/**
 * The page's intents. Views call these and read the state; nothing else changes it.
 *
 * This file ties the parts together: what belongs to analysing, running and saving is in the files beside it.
 */
import { EngineClient, type RestartReason, type WorkerLike } from '../client/engine-client.ts';
import type { Diagnostic, EngineCallKind, ExecutionConfig, Fix, TextEdit, TextWidths } from '../shared/protocol.ts';
import { type Language, type LanguageChoice, languageOf, loadLanguage } from '../i18n/languages.ts';
import { setDateLocale } from '../i18n/format.ts';
import { t } from '../i18n/t.ts';
import { Analyzer, isBroken } from './analyzer.ts';
import { Documents } from './documents.ts';
import { Persistence, type KeyValue } from './persist.ts';
import { Execution } from './execution.ts';
import { iterationsOf } from '../run/scope.ts';
import { Store } from './store.ts';
import {
  type AppState,
  type DockTab,
  initialState,
  type InspectorTab,
  type LeftTab,
  type NarrowTab,
  type NoticeAction,
  type OverlayName,
  type Preferences,
  type ShownAs,
  type WorkflowDocument,
} from './state.ts';

/** What the page lends to the store: the store itself touches no browser object. */
export interface Surroundings {
  readonly createWorker: () => WorkerLike;
  readonly storage: KeyValue | undefined;
  /** Name of this tab among those of the browser. */
  readonly tab: string;
  readonly firstDocument: () => WorkflowDocument;
  /** Widths of the names found in a definition, in the graph's font. */
  readonly measureNames: (definition: string) => TextWidths;
  /** The pointer is a finger. */
  readonly touch: () => boolean;
  /** Languages that the browser prefers, best first. */
  readonly languages: () => readonly string[];
  readonly now: () => number;
  readonly nextFrame: (callback: () => void) => void;
}

/** A problem with the pane that it belongs to. */
export interface Problem {
  readonly part: 'definition' | 'input' | 'mocks';
  readonly diagnostic: Diagnostic;
}

export class App {
  readonly #surroundings: Surroundings;
  readonly store: Store<AppState>;
  readonly client: EngineClient;
  readonly analyzer: Analyzer;
  readonly execution: Execution;
  readonly documents: Documents;
  /** Set by the editor pane: puts the caret somewhere. */
  revealInEditor: ((part: Problem['part'], from: number, to: number, focus: boolean) => void) | undefined;
  /** Set by the editor pane: asks for another name of a state. */
  renameInEditor: ((state: string) => void) | undefined;
  /** Set by the graph: brings a state into view. */
  revealInGraph: ((state: string) => void) | undefined;

  /** Loads the page anew; it can once it has stood for a while. */
  reload: (() => void) | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const persistence = new Persistence(surroundings.storage, surroundings.tab);
    const current = persistence.loadCurrent() ?? surroundings.firstDocument();
    this.store = new Store(initialState(current, persistence.loadPreferences()));
    this.store.update({ drafts: persistence.loadDrafts() });
    setDateLocale(this.store.state.preferences.dateLocale);
    this.client = new EngineClient({
      createWorker: surroundings.createWorker,
      onReady: () => this.store.update({ engine: 'ready' }),
      onLoadFailed: (message) => {
        this.store.update({ engine: 'failed', engineMessage: message });
        this.notify('engine', 'error', t('app.engineFailed', { message }));
      },
      onRestart: (reason, call) => this.#restarted(reason, call),
      onProgress: (report, run) => this.execution.receive(report, run),
    });
    this.analyzer = new Analyzer(this.store, this.client, surroundings.measureNames, surroundings.touch);
    this.execution = new Execution(this.store, this.client, this.analyzer, surroundings, (id, text) => this.notify(id, 'error', text));
    this.documents = new Documents(this, persistence, surroundings);
  }

  /** Draws and runs the workflow that the page opens on. */
  async open(): Promise<void> {
    await this.analyzer.analyzeNow();
    if (this.blocked()) return;
    await this.execution.run();
    this.selectTelling();
  }

  /** Selects the state that has most to tell: one that waits, was retried, failed or was caught, else a task. */
  selectTelling(): void {
    const { index, length, state } = this.store.state.run;
    if (length === 0) return;
    const waiting = state?.status === 'RUNNING' ? state.waiting[0]?.state : undefined;
    const telling =
      (waiting === undefined ? undefined : index.lastVisit(waiting, length)) ??
      index.visits.find((visit) => visit.attempts.length > 1) ??
      index.visits.find((visit) => visit.end === 'failed' || visit.end === 'caught') ??
      index.visits.find((visit) => visit.type === 'Task') ??
      index.visits.at(-1);
    if (telling !== undefined) this.select(telling.state);
  }

  /** All problems, those of the definition first, errors before warnings. */
  problems(): Problem[] {
    const { latest, inputProblems, mocksProblems } = this.store.state.analysis;
    const of = (part: Problem['part'], list: readonly Diagnostic[]): Problem[] =>
      list.map((diagnostic) => ({ part, diagnostic }));
    const rank = { error: 0, warning: 1, hint: 2 };
    return [...of('definition', latest?.diagnostics ?? []), ...of('input', inputProblems), ...of('mocks', mocksProblems)].sort(
      (a, b) => rank[a.diagnostic.severity] - rank[b.diagnostic.severity],
    );
  }

  /** Nothing can be started: a text is no JSON, there is none, or there is no engine. */
  blocked(): boolean {
    const { document, engine, analysis, held } = this.store.state;
    if (held) return true;
    const bad = [...analysis.inputProblems, ...analysis.mocksProblems].some((found) => found.severity === 'error');
    return bad || engine === 'failed' || document.definition.trim() === '' || isBroken(analysis.latest);
  }

  /** The graph shows an older text, because the one at hand cannot be read. */
  stale(): boolean {
    const { latest, good } = this.store.state.analysis;
    return good !== undefined && isBroken(latest);
  }

  /** Selects a state everywhere; `visit` for a certain one, whose items the graph then shows. */
  select(state: string | undefined, visit?: number): void {
    const { iterations, run } = this.store.state;
    this.store.update({
      selection: { state, visit },
      inspectorOpen: state !== undefined,
      iterations: visit === undefined ? iterations : { ...iterations, ...iterationsOf(run.index, visit) },
    });
  }

  /** Shows one item of a Map state in the graph, or with undefined the last of all. */
  showIteration(mapState: string, item: number | undefined): void {
    const { selection, iterations } = this.store.state;
    const others = Object.fromEntries(Object.entries(iterations).filter(([state]) => state !== mapState));
    this.store.update({ iterations: item === undefined ? others : { ...others, [mapState]: item }, selection: { ...selection, visit: undefined } });
  }

  /** Draws a container without its inside, or with it again. */
  toggleCollapsed(container: string): void {
    const { collapsed } = this.store.state;
    this.store.update({ collapsed: collapsed.includes(container) ? collapsed.filter((id) => id !== container) : [...collapsed, container] });
    void this.analyzer.analyzeNow();
  }

  toggleDirection(): void {
    this.setPreferences({ leftToRight: !this.store.state.preferences.leftToRight });
    void this.analyzer.analyzeNow();
  }

  /** How close rows and the drawing's boxes stand. */
  toggleDensity(): void {
    this.setPreferences({ compact: !this.store.state.preferences.compact });
    void this.analyzer.analyzeNow();
  }

  /** An execution stops before it enters a state with a breakpoint. */
  toggleBreakpoint(state: string): void {
    const { breakpoints } = this.store.state;
    this.store.update({ breakpoints: breakpoints.includes(state) ? breakpoints.filter((name) => name !== state) : [...breakpoints, state] });
  }

  /** Moves the clock: `cursor` events have happened. */
  seek(cursor: number): void {
    const bounded = Math.max(0, Math.min(cursor, this.store.state.run.length));
    this.store.update({ cursor: bounded });
  }

  /** Selects the state of the event at the clock, and brings it into sight; what is open stays as it is. */
  followClock(): void {
    const { run, cursor, selection, iterations } = this.store.state;
    const visit = run.index.visitOf(cursor - 1);
    if (visit === undefined || (selection.state === visit.state && selection.visit === visit.index)) return;
    this.store.update({ selection: { state: visit.state, visit: visit.index }, iterations: { ...iterations, ...iterationsOf(run.index, visit.index) } });
    this.revealInGraph?.(visit.state);
  }

  /** Chooses an event: moves the clock there and selects its state. */
  chooseEvent(eventIndex: number): void {
    this.seek(eventIndex + 1);
    const visit = this.store.state.run.index.visitOf(eventIndex);
    if (visit !== undefined) this.select(visit.state, visit.index);
  }

  showLeft(leftTab: LeftTab): void {
    this.store.update({ leftTab, narrowTab: 'code' });
  }

  showDock(dockTab: DockTab): void {
    const { preferences } = this.store.state;
    if (preferences.dockHeight < 100) this.setPreferences({ dockHeight: 252 });
    this.store.update({ dockTab });
  }

  /** All of the text that was run has been taken away: what is left of the run is in the lower views. */
  emptied(): boolean {
    const { document, run } = this.store.state;
    return run.texts !== undefined && document.definition.trim() === '';
  }

  showInspector(inspectorTab: InspectorTab): void {
    this.store.update({ inspectorTab });
  }

  showNarrow(narrowTab: NarrowTab): void {
    this.store.update({ narrowTab });
  }

  closeInspector(): void {
    this.store.update({ inspectorOpen: false });
  }

  setConfig(change: Partial<ExecutionConfig>): void {
    const { document } = this.store.state;
    this.documents.change({ config: { ...document.config, ...change } });
  }

  setPreferences(change: Partial<Preferences>): void {
    const preferences = { ...this.store.state.preferences, ...change };
    const { shownAs } = this.store.state;
    this.store.update({ preferences, shownAs: change.theme === undefined ? shownAs : { ...shownAs, theme: undefined } });
    setDateLocale(preferences.dateLocale);
    this.documents.savePreferences(preferences);
  }

  /** The language that is shown: a link's, else the person's choice, else the browser's. */
  language(): Language {
    const { shownAs, preferences } = this.store.state;
    return shownAs.language ?? languageOf(preferences.language, this.#surroundings.languages());
  }

  /** Loads the language that is to be shown; texts change as soon as it is there. */
  async applyLanguage(): Promise<void> {
    if (!(await loadLanguage(this.language()))) this.notify('language', 'error', t('app.languageFailed'));
  }

  /** The look that a link asks for; a later choice of the person goes before it. */
  showAs(shownAs: ShownAs): void {
    this.store.update({ shownAs });
    void this.applyLanguage();
  }

  /** Opens a dialog over the page; `argument` is its own. */
  showOverlay(name: OverlayName, argument?: unknown): void {
    this.store.update({ overlay: { name, argument } });
  }

  closeOverlay(): void {
    this.store.update({ overlay: undefined });
  }

  setLanguage(language: LanguageChoice): void {
    this.store.update({ shownAs: { ...this.store.state.shownAs, language: undefined } });
    this.setPreferences({ language });
    void this.applyLanguage();
  }

  /** Goes to a problem: its tab, its place, its row. */
  showProblem(position: number, focus = true): void {
    const problems = this.problems();
    const problem = problems[position];
    if (problem === undefined) return;
    this.store.update({ problem: position });
    this.showLeft(problem.part === 'definition' ? 'code' : problem.part);
    this.revealInEditor?.(problem.part, problem.diagnostic.from, problem.diagnostic.to, focus);
  }

  /** F8 and Shift+F8. */
  nextProblem(direction: 1 | -1): void {
    const count = this.problems().length;
    if (count === 0) return;
    this.showProblem((this.store.state.problem + direction + count) % count);
  }

  /** Takes a repair. */
  applyFix(part: Problem['part'], fix: Fix): void {
    this.documents.change({ [part]: applyEdits(this.store.state.document[part], fix.edits) });
  }

  notify(id: string, kind: 'info' | 'error', text: string, actions: readonly NoticeAction[] = []): void {
    this.store.update({ notices: [...this.store.state.notices.filter((notice) => notice.id !== id), { id, kind, text, actions }] });
  }

  /** A part of the page could not be fetched: there is no network, or the server has a newer page by now. */
  partFailed(): void {
    const { reload } = this;
    this.notify('part', 'error', t('app.partFailed'), reload === undefined ? [] : [{ label: t('app.updateTake'), act: reload }]);
  }

  dismiss(id: string): void {
    this.store.update({ notices: this.store.state.notices.filter((notice) => notice.id !== id) });
  }

  #restarted(reason: RestartReason, call: EngineCallKind | undefined): void {
    this.store.update({ engine: 'loading' });
    this.notify('engine', 'error', reason === 'hung' ? t('app.engineHung') : t('app.engineCrashed'));
    this.execution.lost();
    // The text that broke the engine would break it again: wait for a change.
    if (call !== 'analyze') void this.analyzer.analyzeNow();
  }
}

/** The text with all edits done; they do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = text;
  for (const edit of [...edits].sort((a, b) => b.from - a.from)) {
    out = out.slice(0, edit.from) + edit.insert + out.slice(edit.to);
  }
  return out;
}

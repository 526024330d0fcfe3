/** Opening, changing and keeping workflows. Nothing that was typed is ever lost. */
import { t } from '../i18n/t.ts';
import { formatSize } from '../i18n/format.ts';
import type { App, Surroundings } from './app.ts';
import { loadExample } from './examples.ts';
import { MAX_WORKFLOWS, Persistence, contentOf, versionOf } from './persist.ts';
import { EMPTY_DOCUMENT, isExercise, noRun, type Preferences, type Version, type WorkflowDocument } from './state.ts';
import { type Content, type ContentPart, UndoHistory } from './undo.ts';

/** Quiet time after a change before it is saved. */
const SAVE_AFTER_MS = 400;
/** Time between two versions that are kept without being asked for. */
const VERSION_AFTER_MS = 60_000;
/** Browsers give about five million characters; more is not even tried. */
const SAVE_LIMIT = 4_000_000;
/** The service's limit of a definition. */
const DEFINITION_LIMIT = 1_048_576;

export class Documents {
  readonly #app: App;
  readonly #persistence: Persistence;
  readonly #surroundings: Surroundings;
  /** Set by the router: a document has come to stand in place of another, or under another name. */
  onAddress: ((document: WorkflowDocument, how: 'push' | 'replace') => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #versionAt = 0;
  readonly #histories = new Map<string, UndoHistory>();
  /** Workflows that the browser refused to save, by their ids. */
  readonly unsaved = new Map<string, WorkflowDocument>();
  /** Set by the page: a workflow is not kept, because there is no room or for being `gone` after newer ones. */
  onUnkept: ((document: WorkflowDocument, gone: boolean) => void) | undefined;

  constructor(app: App, persistence: Persistence, surroundings: Surroundings) {
    this.#app = app;
    this.#persistence = persistence;
    this.#surroundings = surroundings;
    persistence.onGone = (document) => this.onUnkept?.(document, true);
  }

  /** A change by the person; `along` with the last one of the definition. An example becomes a draft of its own with the first. */
  change(change: Partial<Content>, along = false): void {
    const { document } = this.#app.store.state;
    const parts = (Object.keys(change) as ContentPart[]).filter((part) => change[part] !== document[part]);
    if (parts.length === 0) return;
    const before = Object.fromEntries(parts.map((part) => [part, document[part]])) as Partial<Content>;
    const after = Object.fromEntries(parts.map((part) => [part, change[part]])) as Partial<Content>;
    const history = this.#historyOf(document.id);
    history[along ? 'join' : 'note'](before, after, this.#surroundings.now());
    this.#put(after);
    const { id } = this.#app.store.state.document;
    if (id === document.id) return;
    this.#histories.delete(document.id);
    this.#histories.set(id, history);
  }

  /** Takes the last change back, in whichever pane it was, and shows it. */
  undo(): void {
    this.#stepHistory((history) => history.undo());
  }

  redo(): void {
    this.#stepHistory((history) => history.redo());
  }

  #stepHistory(step: (history: UndoHistory) => Partial<Content> | undefined): void {
    const { document } = this.#app.store.state;
    const content = step(this.#historyOf(document.id));
    if (content === undefined) return;
    this.#put(content);
    for (const [part, tab] of [['definition', 'code'], ['input', 'input'], ['mocks', 'mocks']] as const) {
      const text = content[part];
      if (text === undefined) continue;
      const at = firstDifference(document[part], text);
      this.#app.showLeft(tab);
      this.#app.revealInEditor?.(part, at, at, false);
      return;
    }
    if (content.config !== undefined || content.placeholders !== undefined) this.#app.showLeft('config');
  }

  #historyOf(id: string): UndoHistory {
    let history = this.#histories.get(id);
    if (history === undefined) {
      if (this.#histories.size >= MAX_WORKFLOWS) this.#histories.clear();
      history = new UndoHistory();
      this.#histories.set(id, history);
    }
    return history;
  }

  /** Puts new content into the document at hand. */
  #put(change: Partial<Content>): void {
    const { store } = this.#app;
    const before = store.state.document;
    const id = before.id.startsWith('example:') || before.id === 'draft:empty' ? `draft:${this.#surroundings.now()}` : before.id;
    const document = { ...before, ...change, id };
    const history = this.#historyOf(before.id);
    const { run } = store.state;
    const again = change.title !== undefined && Object.keys(change).length === 1;
    store.update({
      document,
      saveState: 'editing',
      canUndo: history.canUndo,
      canRedo: history.canRedo,
      run: run.phase === 'none' || run.outdated || again ? run : { ...run, outdated: true },
    });
    if (id !== before.id) this.onAddress?.(document, 'replace');
    if (change.definition !== undefined || change.input !== undefined || change.mocks !== undefined || change.config !== undefined) {
      this.#app.analyzer.analyzeSoon();
      this.#warnOfSize(document);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.saveNow(), SAVE_AFTER_MS);
  }

  /** Saves at once: when it has been quiet, when the page is left, or `asked` for (Ctrl+S), which keeps a version too. */
  saveNow(asked = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { document, saveState } = this.#app.store.state;
    this.#historyOf(document.id).close();
    if (asked) this.keepVersion();
    if (saveState === 'saved') return;
    const size = document.definition.length + document.input.length + document.mocks.length;
    const now = this.#surroundings.now();
    const answer = size > SAVE_LIMIT ? 'failed' : this.#persistence.save(document, now);
    const tookOver = answer === 'conflict' && this.#persistence.takeOver(document, now);
    if (answer === 'conflict' && !tookOver) {
      this.#fork(document);
      return;
    }
    const saved = answer === 'saved' || tookOver;
    this.#note(document, saved);
    if (tookOver) this.#app.notify('otherTab', 'info', t('app.tookOver'), [{ label: t('menu.versions'), act: () => this.#app.showOverlay('versions') }]);
    this.#app.store.update({ drafts: this.#draftsWith(document), saveState: saved ? 'saved' : 'failed' });
    if (!saved) return;
    if (now - this.#versionAt > VERSION_AFTER_MS) this.keepVersion();
  }

  /** Remembers what the browser did not take; where it takes something again, the others are tried once more. */
  #note(document: WorkflowDocument, saved: boolean): void {
    const { unsaved } = this;
    if (!saved) {
      if (isDraft(document)) unsaved.set(document.id, document);
      this.#app.notify('storage', 'error', t('app.storageFull'));
      this.onUnkept?.(document, false);
      return;
    }
    // The one at hand is saved last, because it is what the page opens with.
    if (unsaved.size > 0) for (const other of [...unsaved.values(), document]) if (this.#persistence.save(other, this.#surroundings.now()) === 'saved') unsaved.delete(other.id);
    if (unsaved.size === 0) this.#app.dismiss('storage');
  }

  /** All workflows that there are, those that could not be saved first. */
  #kept(): WorkflowDocument[] {
    return [...this.unsaved.values(), ...this.#persistence.loadDrafts().filter(({ id }) => !this.unsaved.has(id))];
  }

  /** Keeps the texts as they are now among the versions of the workflow. */
  keepVersion(): void {
    const { document } = this.#app.store.state;
    if (!isDraft(document)) return;
    this.#versionAt = this.#surroundings.now();
    this.#persistence.addVersion(document.id, versionOf(document, this.#versionAt));
  }

  /** Versions of the workflow at hand, the newest first. */
  versions(): Version[] {
    return this.#persistence.loadVersions(this.#app.store.state.document.id);
  }

  /** Brings a version back; what stood here becomes a version itself, and the change can be undone. */
  restore(version: Version): void {
    this.keepVersion();
    this.change(contentOf(version));
  }

  /** Another tab has changed something under this key. */
  changedElsewhere(key: string | null): void {
    const id = Persistence.workflowOfKey(key);
    if (id === undefined) return;
    this.#app.store.update({ drafts: this.#kept() });
    if (id === this.#app.store.state.document.id) this.lookElsewhere();
  }

  /**
   * The newer of two tabs has the workflow's place: this one is told when it is the older. What it shows is kept among
   * the versions, and its next change makes it the newer one. Called too when the page comes back to the front: a tab
   * that the browser had put to sleep heard nothing.
   */
  lookElsewhere(): void {
    const { document, saveState } = this.#app.store.state;
    const newer = this.#persistence.unseen(document.id);
    // What is typed right now is newer still, and is saved in a moment.
    if (newer === undefined || saveState === 'editing' || sameContent(newer, document)) return;
    this.#persistence.addVersion(document.id, versionOf(document, this.#surroundings.now()), true);
    this.#app.notify('otherTab', 'info', t('app.otherTab'), [
      { label: t('app.otherTabShow'), act: () => this.#takeNewer(document.id) },
      { label: t('app.otherTabCopy'), act: () => this.#fork(this.#app.store.state.document) },
    ]);
  }

  /** Shows what another tab made of this workflow. What stood here is kept, and undo brings it back. */
  #takeNewer(id: string): void {
    const { document } = this.#app.store.state;
    const now = this.#surroundings.now();
    const kept = this.#persistence.addVersion(id, versionOf(document, now), true);
    if (!kept) this.#fork(document);
    const newer = kept ? this.#persistence.adopt(id)?.document : undefined;
    if (newer === undefined) return;
    this.#historyOf(id).note({ ...contentOf(document), title: document.title }, { ...contentOf(newer), title: newer.title }, now);
    this.#historyOf(id).close();
    this.#app.store.update({ saveState: 'saved' });
    void this.open(newer);
  }

  /** What stands here goes on as a copy; the other tab's stays as it is. */
  #fork(document: WorkflowDocument): void {
    const copy = { ...document, id: `draft:${this.#surroundings.now()}`, title: t('app.copyOf', { title: document.title }) };
    this.#histories.set(copy.id, this.#historyOf(document.id));
    this.#app.store.update({ document: copy, saveState: 'editing' });
    this.onAddress?.(copy, 'replace');
    this.#app.dismiss('otherTab');
    this.#app.notify('fork', 'info', t('app.forked', { title: copy.title }));
    this.saveNow();
  }

  rename(title: string): void {
    const words = title.trim().slice(0, 200);
    if (words !== '') this.change({ title: words });
  }

  /** Takes a workflow from the list; the notice brings it back. */
  remove(id: string): void {
    const { store } = this.#app;
    const gone = store.state.drafts.find((draft) => draft.id === id);
    if (gone === undefined) return;
    if (store.state.document.id === id) this.saveNow();
    const versions = this.#persistence.loadVersions(id);
    this.#persistence.remove(id);
    this.unsaved.delete(id);
    store.update({ drafts: store.state.drafts.filter((draft) => draft.id !== id) });
    const back = (): void => {
      this.#persistence.save(gone, this.#surroundings.now());
      for (const version of [...versions].reverse()) this.#persistence.addVersion(id, version);
      store.update({ drafts: this.#kept() });
    };
    this.#app.notify('removed', 'info', t('app.removed', { title: gone.title }), [{ label: t('app.undo'), act: back }]);
  }

  savePreferences(preferences: Preferences): void {
    this.#persistence.savePreferences(preferences);
  }

  /** Opens an example, draws it and runs it. The work before stays among the drafts. */
  async openExample(name: string): Promise<void> {
    const example = await loadExample(name);
    if (example !== undefined) await this.open(example);
  }

  async openDraft(id: string): Promise<void> {
    const draft = this.unsaved.get(id) ?? this.#persistence.adopt(id)?.document ?? this.#app.store.state.drafts.find((candidate) => candidate.id === id);
    if (draft !== undefined) await this.open(draft);
  }

  /** Opens something new as a draft of its own, saved at once. */
  async openNew(content: Omit<WorkflowDocument, 'id'>): Promise<void> {
    this.saveNow();
    const document = { ...content, id: `draft:${this.#surroundings.now()}` };
    this.#app.store.update({ drafts: this.#draftsWith(document) });
    await this.open(document);
  }

  openEmpty(): void {
    void this.open({ ...EMPTY_DOCUMENT, title: t('app.untitled') });
    this.#app.showLeft('code');
  }

  /** Puts another workflow in place of the one at hand. */
  async open(document: WorkflowDocument): Promise<void> {
    this.#app.dismiss('otherTab');
    this.saveNow();
    const { store } = this.#app;
    this.#app.execution.forget();
    this.#app.analyzer.clear();
    store.update({
      document,
      held: store.state.held && isExercise(document),
      cursor: 0,
      run: noRun(store.state.run.number + 1),
      selection: { state: undefined, visit: undefined },
      collapsed: [],
      iterations: {},
      past: [],
      breakpoints: [],
      inspectorOpen: false,
      problem: 0,
    });
    const failed = this.#persistence.save(document, this.#surroundings.now()) === 'failed';
    this.#note(document, !failed);
    const history = this.#historyOf(document.id);
    store.update({ saveState: failed ? 'failed' : 'saved', canUndo: history.canUndo, canRedo: history.canRedo });
    this.#versionAt = 0;
    this.onAddress?.(document, 'push');
    await this.#app.open();
  }

  #draftsWith(document: WorkflowDocument): readonly WorkflowDocument[] {
    const { drafts } = this.#app.store.state;
    if (!isDraft(document)) return drafts;
    return [document, ...drafts.filter((draft) => draft.id !== document.id)].slice(0, MAX_WORKFLOWS);
  }

  #warnOfSize(document: WorkflowDocument): void {
    if (document.definition.length <= DEFINITION_LIMIT) {
      this.#app.dismiss('size');
      return;
    }
    const size = formatSize(document.definition.length);
    this.#app.notify('size', 'info', t('app.tooLarge', { size, limit: formatSize(SAVE_LIMIT) }));
  }
}

/** Somebody's own work, and not empty. */
function isDraft({ id, definition }: WorkflowDocument): boolean {
  return id.startsWith('draft:') && definition.trim() !== '';
}

function sameContent(a: WorkflowDocument, b: WorkflowDocument): boolean {
  return a.title === b.title && JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));
}

/** Where two texts begin to differ. */
function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

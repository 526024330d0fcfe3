/** Opening, changing and keeping workflows. Nothing that was typed is ever lost. */
import { t } from '../i18n/t.ts';
import { formatSize } from '../i18n/format.ts';
import type { App, Surroundings } from './app.ts';
import { loadExample } from './examples.ts';
import { MAX_DRAFTS, type Persistence } from './persist.ts';
import { EMPTY_DOCUMENT, noRun, type Preferences, type WorkflowDocument } from './state.ts';

/** Quiet time after a change before it is saved. */
const SAVE_AFTER_MS = 400;
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

  constructor(app: App, persistence: Persistence, surroundings: Surroundings) {
    this.#app = app;
    this.#persistence = persistence;
    this.#surroundings = surroundings;
  }

  /** A change by the person. An example becomes a draft of its own with the first one. */
  change(change: Partial<Pick<WorkflowDocument, 'definition' | 'input' | 'mocks' | 'config' | 'placeholders' | 'title' | 's3' | 'cases' | 'caseName'>>): void {
    const { store } = this.#app;
    const before = store.state.document;
    const id = before.id.startsWith('example:') || before.id === 'draft:empty' ? `draft:${this.#surroundings.now()}` : before.id;
    const document = { ...before, ...change, id };
    const { run } = store.state;
    store.update({ document, saveState: 'editing', run: run.phase === 'none' ? run : { ...run, outdated: true } });
    if (id !== before.id) this.onAddress?.(document, 'replace');
    if (change.definition !== undefined || change.input !== undefined || change.mocks !== undefined) {
      void this.#app.analyzer.analyzeNow();
      this.#warnOfSize(document);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.saveNow(), SAVE_AFTER_MS);
  }

  /** Saves at once (Ctrl+S, and when the page is left). */
  saveNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { document, saveState } = this.#app.store.state;
    if (saveState === 'saved') return;
    const drafts = this.#draftsWith(document);
    const size = document.definition.length + document.input.length + document.mocks.length;
    const saved = size <= SAVE_LIMIT && this.#persistence.save(document, drafts);
    this.#app.store.update({ drafts, saveState: saved ? 'saved' : 'failed' });
    if (saved) this.#app.dismiss('storage');
    else this.#app.notify('storage', 'error', t('app.storageFull'));
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
    const draft = this.#app.store.state.drafts.find((candidate) => candidate.id === id);
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
    void this.open({ ...EMPTY_DOCUMENT, title: 'Untitled' });
    this.#app.showLeft('code');
  }

  /** Puts another workflow in place of the one at hand. */
  async open(document: WorkflowDocument): Promise<void> {
    this.saveNow();
    const { store } = this.#app;
    this.#app.execution.forget();
    this.#app.analyzer.clear();
    store.update({
      document,
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
    this.#persistence.save(document, store.state.drafts);
    this.onAddress?.(document, 'push');
    await this.#app.open();
  }

  #draftsWith(document: WorkflowDocument): readonly WorkflowDocument[] {
    const { drafts } = this.#app.store.state;
    if (!document.id.startsWith('draft:') || document.definition.trim() === '') return drafts;
    return [document, ...drafts.filter((draft) => draft.id !== document.id)].slice(0, MAX_DRAFTS);
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

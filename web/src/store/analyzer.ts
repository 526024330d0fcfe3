/**
 * Keeps what is known about the three texts up to date: at most one question is with the engine, and the newest text
 * is asked about next, so that fast typing never builds a queue.
 */
import type { EngineClient } from '../client/engine-client.ts';
import type { Analysis, Diagnostic, TextWidths } from '../shared/protocol.ts';
import type { AppState } from './state.ts';
import type { Store } from './store.ts';

/** An answer that takes longer is told of by itself; most take a tenth of this. */
const TOGETHER_MS = 50;

export class Analyzer {
  readonly #store: Store<AppState>;
  readonly #client: EngineClient;
  readonly #measureNames: (definition: string) => TextWidths;
  readonly #touch: () => boolean;
  #busy = false;
  #again = false;
  #soon: ReturnType<typeof setTimeout> | undefined;
  /** The input that was checked last: most changes leave it as it is. */
  #checked: { readonly input: string; readonly problems: Diagnostic[] } | undefined;
  #waiters: (() => void)[] = [];
  #beside: Promise<unknown> | undefined;
  #release: (() => void) | undefined;

  constructor(store: Store<AppState>, client: EngineClient, measureNames: (definition: string) => TextWidths, touch: () => boolean) {
    this.#store = store;
    this.#client = client;
    this.#measureNames = measureNames;
    this.#touch = touch;
  }

  /** Forgets the drawing of another workflow. */
  clear(): void {
    this.#store.update({ analysis: { latest: undefined, good: undefined, inputProblems: [], mocksProblems: [] } });
  }

  /**
   * What changes next is told of together with its answer, where that comes soon: a letter is on the screen already,
   * and the page need not be drawn twice for it.
   */
  together(): void {
    this.#release ??= this.#store.hold(TOGETHER_MS);
  }

  /** Asks in a task of its own: a letter that was typed is painted first, if its picture is due. */
  analyzeSoon(): void {
    this.#soon ??= setTimeout(() => void this.analyzeNow());
  }

  /** Work on the texts that is under way: whoever wants them settled waits for it too. It never rejects. */
  besides(work: Promise<unknown>): void {
    this.#beside = work;
  }

  /** Resolves when the answer for the text as it is now is in the state. Never rejects. */
  analyzeNow(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiters.push(resolve));
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#again = true;
    if (!this.#busy) void this.#work();
    const beside = this.#beside;
    return beside === undefined ? done : done.then(() => beside).then(() => undefined);
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      const waiters = this.#waiters;
      this.#waiters = [];
      try {
        await this.#ask();
      } catch {
        // The client has told the page; what is drawn stays.
      }
      this.#release?.();
      this.#release = undefined;
      for (const resolve of waiters) resolve();
    }
    this.#busy = false;
  }

  async #ask(): Promise<void> {
    const { collapsed, preferences } = this.#store.state;
    const { id, definition, input, mocks, config } = this.#store.state.document;
    const options = { textWidths: this.#measureNames(definition), collapsed, leftToRight: preferences.leftToRight, touch: this.#touch(), compact: preferences.compact };
    const [latest, inputProblems, mocksProblems] = await Promise.all([
      this.#client.call('analyze', { text: definition, options, type: config.type }),
      this.#checkInput(input),
      this.#client.call('checkMocks', { text: mocks, definition }),
    ]);
    const { document, analysis } = this.#store.state;
    // Nothing written yet is no mistake.
    const found = definition.trim() === '' ? { ...latest, diagnostics: [] } : latest;
    if (document.id !== id && document.definition !== definition) return;
    this.#store.update({
      analysis: { latest: found, inputProblems, mocksProblems, good: goodOf(latest) ?? analysis.good },
    });
  }

  async #checkInput(input: string): Promise<Diagnostic[]> {
    if (this.#checked?.input !== input) this.#checked = { input, problems: await this.#client.call('checkInput', { text: input }) };
    return this.#checked.problems;
  }
}

/** The text is not JSON: what was read of it is a guess, and no execution can start. */
export function isBroken(analysis: Analysis | undefined): boolean {
  if (analysis === undefined) return false;
  return analysis.graph === null || analysis.diagnostics.some((found) => found.severity === 'error' && found.code === NOT_JSON && !isTolerated(found));
}

/** Comments, trailing commas and dots are no JSON, but are read past: what only has to be taken away hides nothing. */
function isTolerated(found: Diagnostic): boolean {
  return found.fixes.some((fix) => fix.edits.length > 0 && fix.edits.every((edit) => edit.insert === ''));
}

/** Code of the validator, as the service words it. */
const NOT_JSON = 'INVALID_JSON_DESCRIPTION';

/** A drawing counts as good when the text is whole; what the service would refuse besides can still be drawn and run. */
function goodOf(analysis: Analysis): AppState['analysis']['good'] {
  if (analysis.graph === null || isBroken(analysis)) return undefined;
  return { graph: analysis.graph, states: analysis.states };
}

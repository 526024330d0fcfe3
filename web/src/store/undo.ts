/**
 * One history of changes for all panes of a workflow: definition, input, mocks, placeholders, settings, title.
 * Knows nothing of editors or of the store.
 */
import type { WorkflowDocument } from './state.ts';

/** What can be changed, and changed back. */
export type Content = Pick<WorkflowDocument, 'definition' | 'input' | 'mocks' | 'placeholders' | 'config' | 'title' | 's3' | 'sample' | 'cases' | 'caseName'>;
export type ContentPart = keyof Content;

interface Step {
  readonly before: Partial<Content>;
  readonly after: Partial<Content>;
  readonly at: number;
}

/** Changes of one pane within this time are one step: a word, not a letter. */
const ONE_STEP_MS = 700;
const MAX_STEPS = 500;
/** Characters that all steps may hold together. */
const MAX_SIZE = 30_000_000;

export class UndoHistory {
  readonly #done: Step[] = [];
  #undone: Step[] = [];
  #closed = true;

  /** Notes a change; `before` has the same members as `after`. */
  note(before: Partial<Content>, after: Partial<Content>, at: number): void {
    this.#undone = [];
    const last = this.#done.at(-1);
    if (!this.#closed && last !== undefined && at - last.at < ONE_STEP_MS && sameParts(last.after, after) && isTyping(last.after, after)) {
      this.#done[this.#done.length - 1] = { before: last.before, after, at };
    } else {
      this.#done.push({ before, after, at });
    }
    this.#closed = false;
    let size = this.#done.reduce((sum, step) => sum + sizeOf(step), 0);
    while (this.#done.length > 1 && (this.#done.length > MAX_STEPS || size > MAX_SIZE)) {
      const gone = this.#done.shift();
      size -= gone === undefined ? 0 : sizeOf(gone);
    }
  }

  /** Notes what belongs to the last change of the definition: one step takes both back. */
  join(before: Partial<Content>, after: Partial<Content>, at: number): void {
    const last = this.#done.at(-1);
    if (last?.after.definition === undefined || this.#undone.length > 0) {
      this.note(before, after, at);
      return;
    }
    this.#done[this.#done.length - 1] = { before: { ...before, ...last.before }, after: { ...last.after, ...after }, at };
    this.#closed = true;
  }

  /** The next change is a step of its own. */
  close(): void {
    this.#closed = true;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** What to change to take the last step back. */
  undo(): Partial<Content> | undefined {
    const step = this.#done.pop();
    if (step === undefined) return undefined;
    this.#undone.push(step);
    this.#closed = true;
    return step.before;
  }

  redo(): Partial<Content> | undefined {
    const step = this.#undone.pop();
    if (step === undefined) return undefined;
    this.#done.push(step);
    this.#closed = true;
    return step.after;
  }
}

function sameParts(a: Partial<Content>, b: Partial<Content>): boolean {
  return Object.keys(a).join() === Object.keys(b).join();
}

/** Small changes follow each other while one types; a large one (a paste, a format) is a step of its own. */
function isTyping(before: Partial<Content>, after: Partial<Content>): boolean {
  return Math.abs(sizeOfContent(before) - sizeOfContent(after)) <= 4;
}

function sizeOf(step: Step): number {
  return sizeOfContent(step.before) + sizeOfContent(step.after);
}

function sizeOfContent(content: Partial<Content>): number {
  return (content.definition?.length ?? 0) + (content.input?.length ?? 0) + (content.mocks?.length ?? 0) + (content.title?.length ?? 0);
}

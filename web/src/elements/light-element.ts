/**
 * Base of our elements: they render into themselves, not into a shadow root, so that one style sheet, one focus order
 * and one set of ids hold for the whole page. The embed gives all of them one shadow root of its own.
 */
import { LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { onLanguage } from '../i18n/t.ts';
import { painted } from './after-paint.ts';

export class LightElement extends LitElement {
  /**
   * Draws in a task of its own: never, the first time, always, or only after the next picture. The regions of the page
   * together take longer than a person's press should wait; one by one, the browser can answer between them.
   */
  static ownTask: 'never' | 'first' | 'always' | 'painted' = 'never';
  /** While the page begins, every element draws in a task of its own: one after the other, the browser can answer between them. */
  static beginning = false;
  #stopLanguage: (() => void) | undefined;

  /** Another language draws everything again. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopLanguage = onLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopLanguage?.();
  }

  protected override scheduleUpdate(): Promise<unknown> | undefined {
    const { ownTask } = this.constructor as typeof LightElement;
    const draw = (): void => void super.scheduleUpdate();
    if (ownTask === 'painted') return painted().then(draw);
    if (LightElement.beginning || ownTask === 'always' || (ownTask === 'first' && !this.hasUpdated)) return nextTask().then(draw);
    draw();
    return undefined;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    // Fallback content (noscript) makes way.
    this.replaceChildren();
    return this;
  }
}

/** Goes on after the browser had a chance to answer the person. */
export function nextTask(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/** What a slice needs: a state that can be read and watched. */
export interface Watchable<State> {
  readonly state: State;
  subscribe(listener: () => void): () => void;
}

/** Re-renders its host when one of the chosen values changed. */
export class Slice<State> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: Watchable<State>;
  readonly #choose: (state: State) => readonly unknown[];
  #last: readonly unknown[] = [];
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, store: Watchable<State>, choose: (state: State) => readonly unknown[]) {
    this.#host = host;
    this.#store = store;
    this.#choose = choose;
    host.addController(this);
  }

  hostConnected(): void {
    this.#last = this.#choose(this.#store.state);
    this.#stop = this.#store.subscribe(() => {
      const next = this.#choose(this.#store.state);
      if (next.every((value, at) => value === this.#last[at])) return;
      this.#last = next;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}

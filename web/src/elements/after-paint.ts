/**
 * A value of the state that a view follows one picture later: what a press changes at once (the chosen tab) is painted
 * first, and what takes longer (the panel under it) is drawn after that.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A page that lies behind others paints nothing. */
const NO_PAINT_MS = 100;

/** Resolves after the next picture has been handed over. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    // One frame hands the picture over, the next one begins when it has been taken.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    setTimeout(resolve, NO_PAINT_MS);
  });
}

export class AfterPaint<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => Value;
  #shown: { readonly value: Value } | undefined;
  #waiting: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost, now: () => Value) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  /** The value to draw by: the first one at once, each later one after a picture without it. */
  get value(): Value {
    return (this.#shown ??= { value: this.#now() }).value;
  }

  /** Resolves when the view has drawn by the value as it is now. */
  async settled(): Promise<void> {
    await this.#host.updateComplete;
    await this.#waiting;
    await this.#host.updateComplete;
  }

  hostUpdate(): void {
    if (this.value === this.#now() || this.#waiting !== undefined) return;
    this.#waiting = painted().then(() => {
      this.#waiting = undefined;
      this.#shown = { value: this.#now() };
      this.#host.requestUpdate();
    });
  }
}

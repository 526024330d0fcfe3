/**
 * A tiny observable: one state, replaced and never changed in place, and listeners told once per turn.
 * It knows nothing of what the state means.
 */

export type Listener = () => void;

export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<Listener>();
  #told = true;

  constructor(initial: State) {
    this.#state = initial;
  }

  /** The state as it is now; read only. */
  get state(): Readonly<State> {
    return this.#state;
  }

  /** The one way to change anything: the given members replace the old ones. */
  update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  /** Calls `listener` after changes; returns the way to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

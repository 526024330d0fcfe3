/**
 * A tiny observable: one state, replaced and never changed in place, and listeners told once per turn.
 * It knows nothing of what the state means.
 */

export type Listener = () => void;

export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<Listener>();
  #told = true;
  #holds = 0;

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
    if (this.#holds === 0) queueMicrotask(() => this.#tell());
  }

  /**
   * Tells nobody until the returned function is called, or `mostMs` have passed: for steps that follow one another so
   * closely that drawing each would only hold up the last.
   */
  hold(mostMs: number): () => void {
    this.#holds += 1;
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      clearTimeout(timer);
      this.#holds -= 1;
      if (this.#holds === 0 && !this.#told) queueMicrotask(() => this.#tell());
    };
    const timer = setTimeout(release, mostMs);
    return release;
  }

  #tell(): void {
    // Held again since, or told by another way.
    if (this.#holds > 0 || this.#told) return;
    this.#told = true;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls `listener` after changes; returns the way to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

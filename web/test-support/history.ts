/** Builds histories as the service writes them, for tests: ids, previousEventIds and a clock. */
import type { HistoryEventView } from '../src/shared/protocol.ts';

type Extra = Partial<Omit<HistoryEventView, 'id' | 'type'>>;

export class HistoryBuilder {
  readonly events: HistoryEventView[] = [];
  #clock: number;

  constructor(startMs = 0) {
    this.#clock = startMs;
  }

  /** Lets the virtual clock go on. */
  after(ms: number): this {
    this.#clock += ms;
    return this;
  }

  /** Adds an event; its predecessor is the last one unless told. Returns its id. */
  add(type: string, extra: Extra = {}): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId: extra.previousEventId ?? id - 1, timestampMs: this.#clock, type, ...extra });
    return id;
  }

  /** A task that fails `failures` times, then succeeds; each try takes `ms`, and `waits` lie between. */
  task(state: string, options: { ms?: number; waits?: readonly number[]; resource?: string } = {}): this {
    const resource = options.resource ?? 'lambda:invoke';
    this.add('TaskStateEntered', { state, previousEventId: this.events.length === 1 ? 0 : this.events.length });
    for (const wait of options.waits ?? []) {
      this.add('TaskScheduled', { state, resource });
      this.add('TaskStarted', { state, resource });
      this.after(options.ms ?? 0).add('TaskFailed', { state, error: 'Gateway.Timeout', cause: 'no answer' });
      this.after(wait);
    }
    this.add('TaskScheduled', { state, resource });
    this.add('TaskStarted', { state, resource });
    this.after(options.ms ?? 0).add('TaskSucceeded', { state });
    this.add('TaskStateExited', { state });
    return this;
  }
}

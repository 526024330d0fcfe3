/**
 * A history seen through chosen items of its Map states: only visits inside of these items count.
 *
 * Without a choice the whole history is its own scope. With one, the visits that fit are gathered in one pass and kept
 * until the history grows, so that scrubbing stays a few binary searches.
 */
import { type HistoryIndex, upperBound, type Visit } from './history-index.ts';

/** Item by Map state. */
export type Iterations = Readonly<Record<string, number>>;

/** What a view asks of a history. */
export interface HistoryScope {
  readonly events: HistoryIndex['events'];
  readonly visits: HistoryIndex['visits'];
  readonly ways: ReadonlyMap<string, number[]>;
  readonly caughtWays: ReadonlyMap<string, number[]>;
  readonly length: number;
  lastVisit(state: string, cursor: number): Visit | undefined;
  visitCount(state: string, cursor: number): number;
}

let lastIndex: HistoryIndex | undefined;
let lastKey = '';
let lastScope: HistoryScope | undefined;

/** The history as the chosen items show it. */
export function scopeOf(index: HistoryIndex, iterations: Iterations): HistoryScope {
  const chosen = Object.entries(iterations);
  if (chosen.length === 0) return index;
  const key = `${index.length} ${JSON.stringify(chosen)}`;
  if (lastScope === undefined || index !== lastIndex || key !== lastKey) {
    lastScope = new ItemScope(index, new Map(chosen));
    lastIndex = index;
    lastKey = key;
  }
  return lastScope;
}

class ItemScope implements HistoryScope {
  readonly #index: HistoryIndex;
  readonly #byState = new Map<string, number[]>();
  readonly ways: ReadonlyMap<string, number[]>;
  readonly caughtWays: ReadonlyMap<string, number[]>;

  constructor(index: HistoryIndex, chosen: ReadonlyMap<string, number>) {
    this.#index = index;
    const fits: boolean[] = [];
    for (const visit of index.visits) {
      const holder = index.visits[visit.container];
      const item = holder?.type === 'Map' ? chosen.get(holder.state) : undefined;
      // A container is always entered before what is in it.
      const fit = (holder === undefined || fits[holder.index] === true) && (item === undefined || item === visit.iteration);
      fits.push(fit);
      if (!fit) continue;
      const list = this.#byState.get(visit.state);
      if (list === undefined) this.#byState.set(visit.state, [visit.index]);
      else list.push(visit.index);
    }
    const inScope = (at: number): boolean => fits[index.owner[at] ?? -1] ?? true;
    const filtered = (ways: ReadonlyMap<string, number[]>): Map<string, number[]> =>
      new Map([...ways].map(([way, taken]) => [way, taken.filter(inScope)]));
    this.ways = filtered(index.ways);
    this.caughtWays = filtered(index.caughtWays);
  }

  get events(): HistoryIndex['events'] {
    return this.#index.events;
  }

  get visits(): HistoryIndex['visits'] {
    return this.#index.visits;
  }

  get length(): number {
    return this.#index.length;
  }

  lastVisit(state: string, cursor: number): Visit | undefined {
    return this.visits[this.#byState.get(state)?.[this.visitCount(state, cursor) - 1] ?? -1];
  }

  visitCount(state: string, cursor: number): number {
    const list = this.#byState.get(state);
    if (list === undefined) return 0;
    return upperBound(list.length, (k) => (this.visits[list[k] ?? -1]?.enteredAt ?? 0) < cursor);
  }
}

/** The items that a visit lies in, by Map state. */
export function iterationsOf(index: HistoryIndex, visit: number): Record<string, number> {
  const found: Record<string, number> = {};
  for (let at = index.visits[visit]; at !== undefined; at = index.visits[at.container]) {
    const holder = index.visits[at.container];
    if (holder?.type === 'Map' && at.iteration !== undefined) found[holder.state] = at.iteration;
  }
  return found;
}

/** The child executions of the execution at hand: asked for once for a history of a length, kept for the last one. */
import type { EngineClient } from '../client/engine-client.ts';
import { type ChildExecution, readChildren } from '../run/map-run.ts';
import { parseJson } from '../shared/guard.ts';
import type { RunSlice } from './state.ts';

/** Children that are asked for at once, and at most. */
const PAGE = 2_000;
const MAX = 40_000;

/** The lists that the views of one page share, by the engine that they ask. */
const shared = new WeakMap<EngineClient, Children>();

export function childrenOf(client: EngineClient): Children {
  let found = shared.get(client);
  if (found === undefined) shared.set(client, (found = new Children(client)));
  return found;
}

export class Children {
  readonly #client: EngineClient;
  #run = -1;
  #key = '';
  #list: readonly ChildExecution[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** What is known by now, of this execution; `changed` is called once when there is more. The list is another one whenever it differs. */
  of({ number, length }: Pick<RunSlice, 'number' | 'length'>, changed: () => void): readonly ChildExecution[] {
    const key = `${number} ${length}`;
    if (key !== this.#key) {
      this.#key = key;
      if (number !== this.#run) this.#list = [];
      this.#run = number;
      this.#waiting.clear();
      this.#waiting.add(changed);
      void this.#load(key, number).catch(() => undefined);
    } else if (this.#waiting.size > 0) {
      this.#waiting.add(changed);
    }
    return this.#list;
  }

  async #load(key: string, run: number): Promise<void> {
    const found: ChildExecution[] = [];
    for (let from = 0; from < MAX && this.#key === key; from += PAGE) {
      const text = await this.#client.call('children', { run, from, count: PAGE });
      found.push(...readChildren(text));
      const list = parseJson(text);
      if (!Array.isArray(list) || list.length < PAGE) break;
    }
    if (this.#key !== key) return;
    this.#list = found;
    const told = [...this.#waiting];
    this.#waiting.clear();
    for (const changed of told) changed();
  }
}

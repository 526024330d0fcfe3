/**
 * A small stand-in for the engine: enough of the language to draw and to test the page before the wasm is built.
 * It is used by tests and by `STAND_IN=1 npm run dev`; it is never part of the page.
 */
import type { HistoryEventView } from '../src/shared/protocol.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Recorded {
  view: HistoryEventView;
  details: JsonObject;
}

class Failure extends Error {
  constructor(
    readonly error: string,
    readonly why: string,
    readonly lastId: number,
  ) {
    super(error);
  }
}

export class Pending extends Error {}

const text = (value: Json | undefined, other = ''): string => (typeof value === 'string' ? value : other);
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

export class StandInExecution {
  readonly events: Recorded[] = [];
  readonly calls = new Map<string, number>();
  #clock: number;
  outcome: { status: string; output?: string; error?: string; cause?: string } = { status: 'RUNNING' };

  constructor(
    private readonly mocks: JsonObject,
    startMs: number,
    private readonly limit = 2_000,
  ) {
    this.#clock = startMs;
  }

  execute(definition: JsonObject, input: Json): void {
    const start = this.#add('ExecutionStarted', 0, { input: JSON.stringify(input) });
    try {
      const [output, last] = this.#machine(definition, input, start, 0);
      this.#add('ExecutionSucceeded', last, { output: JSON.stringify(output) });
      this.outcome = { status: 'SUCCEEDED', output: JSON.stringify(output) };
    } catch (problem) {
      if (problem instanceof Pending) return;
      if (!(problem instanceof Failure)) throw problem;
      this.#add('ExecutionFailed', problem.lastId, { error: problem.error, cause: problem.why });
      this.outcome = { status: 'FAILED', error: problem.error, cause: problem.why };
    }
  }

  #add(type: string, previous: number, details: JsonObject = {}, state?: string, extra: Partial<HistoryEventView> = {}): number {
    if (this.events.length >= this.limit) throw new Failure('States.Runtime', 'too many events', this.events.length);
    const id = this.events.length + 1;
    this.events.push({
      view: { id, previousEventId: previous, timestampMs: this.#clock, type, ...(state === undefined ? {} : { state }), ...extra },
      details,
    });
    return id;
  }

  #machine(machine: JsonObject, input: Json, previous: number, firstPrevious = previous): [Json, number] {
    const states = isObject(machine['States']) ? machine['States'] : {};
    let name = text(machine['StartAt']);
    let value = input;
    let last = firstPrevious;
    for (;;) {
      const state = states[name];
      if (!isObject(state)) throw new Failure('States.Runtime', `no state ${name}`, last);
      const type = text(state['Type']);
      last = this.#add(`${type}StateEntered`, last, { name, input: JSON.stringify(value) }, name);
      let next: string | undefined = typeof state['Next'] === 'string' ? state['Next'] : undefined;
      try {
        if (type === 'Choice') next = this.#choose(state, value);
        else [value, last] = this.#state(name, state, type, value, last);
      } catch (problem) {
        if (!(problem instanceof Failure)) throw problem;
        const catcher = list(state['Catch']).find((c) => isObject(c) && matches(c, problem.error));
        if (!isObject(catcher)) throw problem;
        last = problem.lastId;
        value = put(value, text(catcher['ResultPath'], '$'), { Error: problem.error, Cause: problem.why });
        next = text(catcher['Next']);
      }
      last = this.#add(`${type}StateExited`, last, { name, output: JSON.stringify(value) }, name);
      if (next === undefined) return [value, last];
      name = next;
    }
  }

  #state(name: string, state: JsonObject, type: string, value: Json, last: number): [Json, number] {
    switch (type) {
      case 'Task':
        return this.#task(name, state, value, last);
      case 'Wait':
        this.#clock += typeof state['Seconds'] === 'number' ? state['Seconds'] * 1_000 : 5_000;
        return [value, last];
      case 'Pass':
        return [put(value, text(state['ResultPath'], '$'), state['Result'] ?? value), last];
      case 'Fail':
        throw new Failure(text(state['Error'], 'Failed'), text(state['Cause']), last);
      case 'Parallel': {
        last = this.#add('ParallelStateStarted', last, {}, name);
        const results: Json[] = [];
        const started = last;
        const clock = this.#clock;
        let latest = clock;
        for (const branch of list(state['Branches'])) {
          this.#clock = clock;
          const [output, end] = this.#machine(isObject(branch) ? branch : {}, value, started);
          results.push(output);
          last = end;
          latest = Math.max(latest, this.#clock);
        }
        this.#clock = latest;
        last = this.#add('ParallelStateSucceeded', last, {}, name);
        return [put(value, text(state['ResultPath'], '$'), results), last];
      }
      case 'Map': {
        const processor = state['ItemProcessor'] ?? state['Iterator'];
        const items = list(get(value, text(state['ItemsPath'], '$')));
        last = this.#add('MapStateStarted', last, { length: items.length }, name, { length: items.length });
        const started = last;
        const results = items.map((item, index) => {
          const begun = this.#add('MapIterationStarted', started, { name, index }, name, { index });
          const [output, end] = this.#machine(isObject(processor) ? processor : {}, item, begun);
          last = this.#add('MapIterationSucceeded', end, { name, index }, name, { index });
          return output;
        });
        last = this.#add('MapStateSucceeded', last, {}, name);
        return [put(value, text(state['ResultPath'], '$'), results), last];
      }
      default:
        return [value, last];
    }
  }

  #task(name: string, state: JsonObject, value: Json, entered: number): [Json, number] {
    const arn = text(state['Resource']);
    const resource = arn.startsWith('arn:aws:states:::') ? arn.slice(17) : 'lambda:invoke';
    let last = entered;
    for (let attempt = 0; ; attempt += 1) {
      const call = this.calls.get(name) ?? 0;
      this.calls.set(name, call + 1);
      const entries = list(this.mocks[name]);
      const entry = entries[Math.min(call, entries.length - 1)];
      const mock = isObject(entry) ? entry : undefined;
      last = this.#add('TaskScheduled', last, { resource, parameters: JSON.stringify(value) }, name, { resource });
      last = this.#add('TaskStarted', last, { resource }, name, { resource });
      if (mock?.['submitted'] !== undefined || resource.includes('waitForTaskToken')) {
        last = this.#add('TaskSubmitted', last, { output: JSON.stringify(mock?.['submitted'] ?? {}) }, name, { resource });
      }
      if (mock?.['never'] === true) throw new Pending();
      this.#clock += typeof mock?.['after'] === 'number' ? mock['after'] * 1_000 : 0;
      const thrown = mock?.['throw'];
      if (!isObject(thrown)) {
        const result = mock?.['return'] ?? { StatusCode: 200, Payload: { ok: true } };
        last = this.#add('TaskSucceeded', last, { output: JSON.stringify(result) }, name, mock === undefined ? { sample: true } : {});
        return [put(value, text(state['ResultPath'], '$'), result), last];
      }
      const error = text(thrown['error'], 'Error');
      const cause = text(thrown['cause']);
      last = this.#add('TaskFailed', last, { error, cause }, name, { error, cause });
      const retrier = list(state['Retry']).find((r) => isObject(r) && matches(r, error));
      const max = isObject(retrier) && typeof retrier['MaxAttempts'] === 'number' ? retrier['MaxAttempts'] : 3;
      if (!isObject(retrier) || attempt >= max) throw new Failure(error, cause, last);
      const interval = typeof retrier['IntervalSeconds'] === 'number' ? retrier['IntervalSeconds'] : 1;
      const rate = typeof retrier['BackoffRate'] === 'number' ? retrier['BackoffRate'] : 2;
      this.#clock += interval * rate ** attempt * 1_000;
    }
  }

  #choose(state: JsonObject, value: Json): string {
    for (const rule of list(state['Choices'])) {
      if (!isObject(rule)) continue;
      const actual = get(value, text(rule['Variable'], '$'));
      const fits =
        ('BooleanEquals' in rule && actual === rule['BooleanEquals']) ||
        ('StringEquals' in rule && actual === rule['StringEquals']) ||
        (typeof rule['NumericGreaterThan'] === 'number' && typeof actual === 'number' && actual > rule['NumericGreaterThan']);
      if (fits) return text(rule['Next']);
    }
    return text(state['Default']);
  }
}

function matches(rule: JsonObject, error: string): boolean {
  return list(rule['ErrorEquals']).some((name) => name === error || name === 'States.ALL' || name === 'States.TaskFailed');
}

export function get(value: Json, path: string): Json {
  let at: Json = value;
  for (const key of path.split('.').slice(1)) at = isObject(at) ? (at[key] ?? null) : null;
  return at;
}

function put(value: Json, path: string, result: Json): Json {
  if (path === '$') return result;
  const key = path.split('.')[1] ?? '';
  return { ...(isObject(value) ? value : {}), [key]: result };
}

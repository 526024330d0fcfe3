import { describe, expect, it, vi } from 'vitest';
import { EngineClient, EngineRestartedError, type WorkerLike } from '../client/engine-client.ts';
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { fixPreview, placeWords } from '../views/problems/model.ts';
import { mockOf, statesWithoutMock, withFailure, withMock } from '../views/mocks/model.ts';
import { applyEdits } from './app.ts';
import { Persistence, readDocument } from './persist.ts';
import { DEFAULT_CONFIG, DEFAULT_PREFERENCES, EMPTY_DOCUMENT } from './state.ts';

class MemoryStorage {
  readonly items = new Map<string, string>();
  limit = Infinity;
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > this.limit) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('storage', () => {
  it('gives back what was saved', () => {
    const persistence = new Persistence(new MemoryStorage());
    const document = { ...EMPTY_DOCUMENT, id: 'draft:1', definition: '{"half": ' };
    expect(persistence.save(document, [document])).toBe(true);
    expect(persistence.loadCurrent()).toEqual(document);
    expect(persistence.loadDrafts()).toEqual([document]);
  });
  it('gives up older drafts before the work at hand, and says when nothing fits', () => {
    const storage = new MemoryStorage();
    const persistence = new Persistence(storage);
    const draft = (id: number) => ({ ...EMPTY_DOCUMENT, id: `draft:${id}`, definition: 'x'.repeat(1_000) });
    storage.limit = 3_000;
    expect(persistence.save(draft(1), [1, 2, 3, 4].map(draft))).toBe(true);
    expect(persistence.loadDrafts().length).toBeLessThan(4);
    storage.limit = 10;
    expect(persistence.save(draft(1), [])).toBe(false);
    expect(new Persistence(undefined).save(draft(1), [])).toBe(false);
  });
  it('believes nothing that it reads', () => {
    const storage = new MemoryStorage();
    storage.items.set('stepthrough.1.current', '{"id": 3}');
    storage.items.set('stepthrough.1.drafts', '"no list"');
    storage.items.set('stepthrough.1.preferences', '{"theme":"pink","leftWidth":-4,"dockHeight":"x"}');
    const persistence = new Persistence(storage);
    expect(persistence.loadCurrent()).toBeUndefined();
    expect(persistence.loadDrafts()).toEqual([]);
    expect(persistence.loadPreferences()).toEqual(DEFAULT_PREFERENCES);
    expect(readDocument({ id: 'a', definition: '{}', config: { type: 'NONE', seed: -1 } })?.config).toEqual(DEFAULT_CONFIG);
  });
});

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly sent: EngineRequest[] = [];
  ended = false;
  postMessage(message: unknown): void {
    this.sent.push(message as EngineRequest);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: EngineMessage): void {
    this.onmessage?.({ data } as MessageEvent<EngineMessage>);
  }
}

describe('the engine client', () => {
  const setUp = () => {
    const workers: FakeWorker[] = [];
    const restarts: string[] = [];
    const client = new EngineClient({
      createWorker: () => {
        const worker = new FakeWorker();
        workers.push(worker);
        return worker;
      },
      onReady: () => undefined,
      onLoadFailed: (message) => restarts.push(`load failed: ${message}`),
      onRestart: (reason, call) => restarts.push(`${reason} in ${call ?? 'nothing'}`),
      onProgress: () => undefined,
      patienceMs: 1_000,
    });
    return { client, workers, restarts };
  };

  it('keeps calls until the worker listens, and matches answers by number', async () => {
    const { client, workers } = setUp();
    const first = client.call('checkInput', { text: 'a' });
    const second = client.call('checkInput', { text: 'b' });
    expect(workers[0]?.sent).toEqual([]);
    workers[0]?.say({ kind: 'ready' });
    expect(workers[0]?.sent.map((request) => request.id)).toEqual([1, 2]);
    workers[0]?.say({ kind: 'answer', id: 2, value: ['b'] });
    workers[0]?.say({ kind: 'answer', id: 1, value: ['a'] });
    expect([await first, await second]).toEqual([['a'], ['b']]);
  });

  it('ends a worker that hangs, starts another and fails the open calls', async () => {
    vi.useFakeTimers();
    const { client, workers, restarts } = setUp();
    workers[0]?.say({ kind: 'ready' });
    const call = client.call('run', { run: 1, maxEvents: 1 });
    const failed = expect(call).rejects.toBeInstanceOf(EngineRestartedError);
    await vi.advanceTimersByTimeAsync(900);
    workers[0]?.say({ kind: 'progress', run: 1, report: { state: { status: 'RUNNING', eventCount: 0, idle: false, waiting: [] }, newEvents: '[]' } });
    await vi.advanceTimersByTimeAsync(900);
    expect(restarts).toEqual([]);
    await vi.advanceTimersByTimeAsync(900);
    await failed;
    expect([restarts, workers[0]?.ended, workers.length]).toEqual([['hung in run'], true, 2]);
    vi.useRealTimers();
  });

  it('says so when the engine cannot be loaded, and does not try for ever', () => {
    const { workers, restarts } = setUp();
    workers[0]?.onerror?.({} as ErrorEvent);
    expect([restarts.length, workers.length]).toEqual([1, 1]);
  });
});

describe('editing helpers', () => {
  it('applies edits from the end, so that offsets stay right', () => {
    expect(applyEdits('abc', [{ from: 0, to: 1, insert: 'XX' }, { from: 2, to: 3, insert: '' }])).toBe('XXb');
  });
  it('previews a repair with a line around it', () => {
    expect(fixPreview('{\n  "a": 1\n  "b": 2\n}', [{ from: 10, to: 10, insert: ',' }])).toEqual([
      { kind: 'same', text: '{' },
      { kind: 'removed', text: '  "a": 1' },
      { kind: 'added', text: '  "a": 1,' },
      { kind: 'same', text: '  "b": 2' },
    ]);
  });
  it('names places as people do', () => {
    expect(placeWords('/States/All/ItemProcessor/States/One/Retry[0]')).toBe('All.ItemProcessor.One.Retry[0]');
    expect(placeWords('')).toBe('');
  });
  it('adds mocks and keeps the others; broken text stays', () => {
    const states = [{ name: 'A', type: 'Task' as const, from: 0, to: 0, queryLanguage: 'JSONPath' as const }];
    expect(statesWithoutMock('{}', states)).toEqual(['A']);
    const mocks = withFailure(withMock('{"B":[{"return":1.5}]}', 'A', '{"x":1}'), 'B', 'Boom');
    expect(JSON.parse(mocks)).toEqual({ A: [{ return: { x: 1 } }], B: [{ throw: { error: 'Boom', cause: 'B was made to fail' } }] });
    expect(statesWithoutMock(mocks, states)).toEqual([]);
    expect(mockOf(mocks, 'A')).toContain('"x": 1');
    expect(withMock('{"B": ', 'A', '{}')).toBe('{"B": ');
  });
});

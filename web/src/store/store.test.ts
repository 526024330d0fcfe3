import { describe, expect, it, vi } from 'vitest';
import { EngineClient, EngineRestartedError, type WorkerLike } from '../client/engine-client.ts';
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { fixPreview, placeWords } from '../views/problems/model.ts';
import { mockOf, statesWithoutMock, withFailure, withMock } from '../views/mocks/model.ts';
import { App, applyEdits } from './app.ts';
import { Persistence, readDocument } from './persist.ts';
import { Store } from './store.ts';
import { UndoHistory } from './undo.ts';
import { DEFAULT_CONFIG, DEFAULT_PREFERENCES, EMPTY_DOCUMENT } from './state.ts';

class MemoryStorage {
  readonly items = new Map<string, string>();
  room = Infinity;
  used(): number {
    let sum = 0;
    for (const [key, value] of this.items) sum += key.length + value.length;
    return sum;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.used() - (this.items.get(key)?.length ?? 0) + value.length > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('storage', () => {
  const draft = (id: number, size = 1_000) => ({ ...EMPTY_DOCUMENT, id: `draft:${id}`, definition: 'x'.repeat(size) });

  it('gives back what was saved', () => {
    const persistence = new Persistence(new MemoryStorage());
    const document = { ...EMPTY_DOCUMENT, id: 'draft:1', definition: '{"half": ' };
    expect(persistence.save(document, 5)).toBe('saved');
    expect(persistence.loadCurrent()).toEqual(document);
    expect(persistence.loadDrafts()).toEqual([document]);
  });
  it('keeps twenty workflows, the last one changed first', () => {
    const persistence = new Persistence(new MemoryStorage());
    for (let id = 1; id <= 22; id += 1) persistence.save(draft(id, 10), id);
    persistence.save(draft(5, 11), 30);
    const ids = persistence.loadDrafts().map((document) => document.id);
    expect([ids.length, ids[0], ids[1], ids.includes('draft:2'), ids.includes('draft:3')]).toEqual([20, 'draft:5', 'draft:22', false, true]);
  });
  it('keeps fifty different versions, the newest first', () => {
    const persistence = new Persistence(new MemoryStorage());
    for (let at = 1; at <= 60; at += 1) persistence.addVersion('draft:1', { at, definition: String(at), input: '{}', mocks: '{}' });
    persistence.addVersion('draft:1', { at: 61, definition: '60', input: '{}', mocks: '{}' });
    const versions = persistence.loadVersions('draft:1');
    expect([versions.length, versions[0]?.at, versions.at(-1)?.at]).toEqual([50, 60, 11]);
    persistence.addVersion('draft:2', { at: 1, definition: 'x'.repeat(500_000), input: '{}', mocks: '{}' });
    persistence.addVersion('draft:2', { at: 2, definition: 'y'.repeat(500_000), input: '{}', mocks: '{}' });
    expect(persistence.loadVersions('draft:2').map((version) => version.at)).toEqual([2]);
  });
  it('gives up versions before any workflow, and says when nothing fits', () => {
    const storage = new MemoryStorage();
    const persistence = new Persistence(storage);
    persistence.save(draft(1), 1);
    persistence.addVersion('draft:1', { at: 1, definition: 'z'.repeat(2_000), input: '{}', mocks: '{}' });
    storage.room = storage.used() + 800;
    expect(persistence.save(draft(2), 2)).toBe('saved');
    expect(persistence.loadVersions('draft:1')).toEqual([]);
    expect(persistence.save(draft(3, 9_000), 3)).toBe('failed');
    expect(persistence.loadDrafts().map((document) => document.id)).toEqual(['draft:2', 'draft:1']);
    expect(new Persistence(undefined).save(draft(1), 1)).toBe('failed');
  });
  it('sees that another tab was faster, and never writes over it', () => {
    const storage = new MemoryStorage();
    const [here, there] = [new Persistence(storage, 'here'), new Persistence(storage, 'there')];
    here.save(draft(1), 1);
    there.adopt('draft:1');
    expect(there.save(draft(1, 2_000), 2)).toBe('saved');
    expect(here.save(draft(1, 3_000), 3)).toBe('conflict');
    expect(here.loadWorkflow('draft:1')?.document.definition.length).toBe(2_000);
    here.adopt('draft:1');
    expect(here.save(draft(1, 3_000), 4)).toBe('saved');
  });
  it('believes nothing that it reads', () => {
    const storage = new MemoryStorage();
    storage.items.set('stepthrough.1.current', '{"id": 3}');
    storage.items.set('stepthrough.1.index', '[1, "draft:9", null]');
    storage.items.set('stepthrough.1.workflow.draft:9', '{"document": {"id": 9}}');
    storage.items.set('stepthrough.1.versions.draft:9', '[{"at": "x"}, 4]');
    storage.items.set('stepthrough.1.preferences', '{"theme":"pink","leftWidth":-4,"dockHeight":"x","hintsSeen":[4]}');
    const persistence = new Persistence(storage);
    expect(persistence.loadCurrent()).toBeUndefined();
    expect(persistence.loadDrafts()).toEqual([]);
    expect(persistence.loadVersions('draft:9')).toEqual([]);
    expect(persistence.loadPreferences()).toEqual(DEFAULT_PREFERENCES);
    expect(readDocument({ id: 'a', definition: '{}', config: { type: 'NONE', seed: -1 } })?.config).toEqual(DEFAULT_CONFIG);
  });
});

describe('undo', () => {
  it('is one history for all panes; typing is one step', () => {
    const history = new UndoHistory();
    history.note({ definition: 'a' }, { definition: 'ab' }, 0);
    history.note({ definition: 'ab' }, { definition: 'abc' }, 100);
    history.note({ input: '{}' }, { input: '{1}' }, 200);
    history.note({ definition: 'abc' }, { definition: 'abc pasted text' }, 300);
    expect([history.undo(), history.undo(), history.undo(), history.undo()]).toEqual([{ definition: 'abc' }, { input: '{}' }, { definition: 'a' }, undefined]);
    expect(history.redo()).toEqual({ definition: 'abc' });
    history.note({ title: 'A' }, { title: 'B' }, 400);
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });
  it('begins a new step after a pause', () => {
    const history = new UndoHistory();
    history.note({ definition: 'a' }, { definition: 'ab' }, 0);
    history.note({ definition: 'ab' }, { definition: 'abc' }, 5_000);
    expect(history.undo()).toEqual({ definition: 'ab' });
  });
  it('takes back what came along with a definition in the same step', () => {
    const history = new UndoHistory();
    history.note({ definition: 'a' }, { definition: 'a pasted text' }, 0);
    history.join({ input: '{}' }, { input: '{"a":1}', sample: '{"a":1}' }, 10);
    history.note({ input: '{"a":1}' }, { input: '{"a":12}' }, 20);
    expect([history.undo(), history.undo(), history.canUndo]).toEqual([{ input: '{"a":1}' }, { definition: 'a', input: '{}' }, false]);
    expect(history.redo()).toEqual({ definition: 'a pasted text', input: '{"a":1}', sample: '{"a":1}' });
    // Where the last step is about something else, it is one of its own.
    history.note({ title: 'A' }, { title: 'B' }, 30);
    history.join({ input: '{"a":1}' }, { input: '{}' }, 40);
    expect([history.undo(), history.undo()]).toEqual([{ input: '{"a":1}' }, { title: 'A' }]);
  });
  it('is bounded', () => {
    const history = new UndoHistory();
    for (let at = 0; at < 2_000; at += 1) history.note({ definition: String(at) }, { definition: String(at + 1) }, at * 10_000);
    let steps = 0;
    while (history.undo() !== undefined) steps += 1;
    expect(steps).toBe(500);
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

describe('an execution', () => {
  /** Whether one is started when its texts have been looked at, with this change of the page's state meanwhile. */
  const starts = async (meanwhile: { held?: boolean }): Promise<boolean> => {
    const worker = new FakeWorker();
    const app = new App({
      createWorker: () => worker, storage: undefined, tab: 'tab', firstDocument: () => ({ ...EMPTY_DOCUMENT, definition: '{}' }), measureNames: () => ({}),
      touch: () => false, languages: () => ['en'], now: () => 1, nextFrame: () => undefined,
    });
    for (const kind of ['listening', 'ready'] as const) worker.say({ kind });
    void app.execution.run();
    app.store.update(meanwhile);
    for (const { id } of [...worker.sent]) worker.say({ kind: 'failed', id, message: 'no answer', fatal: false });
    await new Promise((resolve) => setTimeout(resolve));
    const started = worker.sent.some(({ kind }) => kind === 'start');
    app.client.dispose();
    return started;
  };
  it('is not started where an exercise has come to ask for a prediction first', async () => {
    expect([await starts({}), await starts({ held: true })]).toEqual([true, false]);
  });
});

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
    workers[0]?.say({ kind: 'listening' });
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

describe('the observable', () => {
  const turn = async (): Promise<void> => {
    for (let at = 0; at < 3; at += 1) await Promise.resolve();
  };

  it('tells once a turn, and while it is held not before the last hold is let go', async () => {
    const store = new Store({ at: 0 });
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.state.at));
    store.update({ at: 1 });
    store.update({ at: 2 });
    await turn();
    expect(seen).toEqual([2]);
    const outer = store.hold(60_000);
    const inner = store.hold(60_000);
    store.update({ at: 3 });
    outer();
    outer();
    await turn();
    expect(seen).toEqual([2]);
    inner();
    await turn();
    expect(seen).toEqual([2, 3]);
    store.hold(60_000)();
    await turn();
    expect(seen).toEqual([2, 3]);
  });

  it('is never held longer than it was said', async () => {
    vi.useFakeTimers();
    const store = new Store({ at: 0 });
    let told = 0;
    store.subscribe(() => (told += 1));
    store.hold(100);
    store.update({ at: 1 });
    await vi.advanceTimersByTimeAsync(99);
    expect(told).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toBe(1);
    vi.useRealTimers();
  });
});

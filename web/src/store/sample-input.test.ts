import { describe, expect, it } from 'vitest';
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { inputSign } from '../views/input/model.ts';
import { App } from './app.ts';
import { openFound } from './importer.ts';
import { readDocument } from './persist.ts';
import { follow, mayReplace, sampleInput, useSample } from './sample-input.ts';
import { EMPTY_DOCUMENT, type WorkflowDocument } from './state.ts';

/** An engine that reads `reads NAME` as a definition whose states read that field; it answers nothing else. */
function page(first: Partial<WorkflowDocument> = {}): App {
  let now = 1_000_000;
  return new App({
    createWorker: () => {
      const worker = {
        onmessage: null as ((event: MessageEvent<EngineMessage>) => void) | null,
        onerror: null,
        postMessage: (message: unknown) => {
          const { id, kind, args } = message as EngineRequest;
          if (kind !== 'sampleInput') return;
          const name = /^reads (\w+)/.exec(args.definition)?.[1];
          queueMicrotask(() => worker.onmessage?.({ data: { kind: 'answer', id, value: name === undefined ? '{}' : `{\n"${name}":"sample"}` } } as MessageEvent<EngineMessage>));
        },
        terminate: () => undefined,
      };
      queueMicrotask(() => {
        for (const kind of ['listening', 'ready'] as const) worker.onmessage?.({ data: { kind } } as MessageEvent<EngineMessage>);
      });
      return worker;
    },
    storage: undefined,
    tab: 'tab',
    firstDocument: () => ({ ...EMPTY_DOCUMENT, id: 'draft:1', ...first }),
    measureNames: () => ({}),
    touch: () => false,
    languages: () => ['en'],
    now: () => (now += 10_000),
    nextFrame: () => undefined,
  });
}
const A = '{ "a": "sample" }';
const B = '{ "b": "sample" }';
const input = (app: App): string => app.store.state.document.input;

/** Puts a definition in place of all that stood there. */
async function paste(app: App, definition: string): Promise<void> {
  const before = app.store.state.document;
  app.documents.change({ definition });
  await follow(app, before);
}

describe('the input of a definition that takes the place of another', () => {
  it('is a sample, and one undo takes both back', async () => {
    const app = page({ definition: 'old' });
    await paste(app, 'reads a');
    expect([input(app), inputSign(app.store.state.document, A)]).toEqual([A, 'sample']);
    app.documents.undo();
    expect([app.store.state.document.definition, input(app)]).toEqual(['old', '{}']);
    app.documents.redo();
    expect([app.store.state.document.definition, input(app), inputSign(app.store.state.document, A)]).toEqual(['reads a', A, 'sample']);
  });
  it('follows while it is untouched, also to none', async () => {
    const app = page({ definition: 'reads a', input: A, sample: A });
    await paste(app, 'reads b');
    expect(input(app)).toBe(B);
    await paste(app, 'reads nothing'.replace('nothing', ''));
    expect(input(app)).toBe('{}');
    app.documents.undo();
    app.documents.undo();
    expect([input(app), inputSign(app.store.state.document, A)]).toEqual([A, 'sample']);
  });
  it('is left alone where somebody gave it', async () => {
    const typed = page({ definition: 'reads a', input: A, sample: A });
    typed.documents.change({ input: '{ "a": 5 }' });
    await paste(typed, 'reads b');
    expect(input(typed)).toBe('{ "a": 5 }');
    for (const own of [{ input: '{"x":1}' }, { cases: [{ name: 'one', input: '{}', mocks: '{}' }] }, { id: 'exercise:1' }, { input: 'half {' }]) {
      const app = page({ definition: 'old', ...own });
      const before = input(app);
      await paste(app, 'reads a');
      expect(input(app)).toBe(before);
    }
  });
  it('is left alone when it was written, or the paste was taken back, before the answer came', async () => {
    const app = page({ definition: 'old' });
    const before = app.store.state.document;
    app.documents.change({ definition: 'reads a' });
    const done = follow(app, before);
    app.documents.change({ input: '{"mine":1}' });
    await done;
    expect(input(app)).toBe('{"mine":1}');
    app.documents.undo();
    const again = follow(app, before);
    app.documents.undo();
    await again;
    expect([app.store.state.document.definition, input(app)]).toEqual(['old', '{}']);
  });
  it('fits what was typed meanwhile', async () => {
    const app = page({ definition: 'old' });
    const before = app.store.state.document;
    app.documents.change({ definition: 'reads a' });
    const done = follow(app, before);
    app.documents.change({ definition: 'reads b' });
    await done;
    expect(input(app)).toBe(B);
  });
});

describe('a sample', () => {
  it('comes with what is opened, and is still known after it was kept', async () => {
    const app = page({ definition: 'old', input: '{"x":1}' });
    const found = { title: 'Found', definition: 'reads a', shape: 'machine' as const, states: 1, mends: [], express: false, line: 1, placeholders: {} };
    void openFound(app, found);
    await expect.poll(() => input(app)).toBe(A);
    const { document } = app.store.state;
    expect(inputSign(readDocument(JSON.parse(JSON.stringify(document))) ?? EMPTY_DOCUMENT, undefined)).toBe('sample');
    void openFound(app, { ...found, definition: 'nothing' });
    await expect.poll(() => app.store.state.document.definition).toBe('nothing');
    expect([input(app), app.store.state.document.sample]).toEqual(['{}', undefined]);
  });
  it('is put in on request, and taken back', async () => {
    const app = page({ definition: 'reads a', input: '{"x":1}' });
    expect(await useSample(app)).toBe(true);
    expect(input(app)).toBe(A);
    app.documents.undo();
    expect(input(app)).toBe('{"x":1}');
    expect(await useSample(page({ definition: 'nothing' }))).toBe(false);
  });
  it('knows the values of placeholders', async () => {
    expect(await sampleInput(page(), { definition: 'reads ${Name}', placeholders: { Name: 'a' } })).toBe(A);
  });
  it('takes the place of an example’s input only where that misses something', () => {
    const example = { id: 'draft:1', input: '{"order":{}}' };
    expect([mayReplace(example, '{"order":{}}', A), mayReplace(example, '{"order":{}}', '{"order":{"id":1}}'), mayReplace(example, undefined, A)]).toEqual([true, false, false]);
  });
  it('is told from what is somebody’s own, and from one for another definition', () => {
    const of = (text: string, sample: string | undefined, made: string | undefined): string => inputSign({ input: text, ...(sample === undefined ? {} : { sample }) }, made);
    expect([of(A, A, undefined), of(A, A, B), of(A, undefined, A), of(A, A, '{}')]).toEqual(['sample', 'old', 'sample', 'sample']);
    expect([of(A, undefined, B), of('{}', undefined, A), of('{}', undefined, '{}'), of('{}', undefined, undefined), of('', '', '{}')]).toEqual(['own', 'own', 'unread', 'own', 'unread']);
  });
});

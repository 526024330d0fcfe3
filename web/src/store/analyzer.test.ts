import { expect, it, vi } from 'vitest';
import type { EngineClient } from '../client/engine-client.ts';
import { Analyzer } from './analyzer.ts';
import { EMPTY_DOCUMENT, type AppState } from './state.ts';
import { Store } from './store.ts';

/** A page with one workflow and an engine that answers after some milliseconds. */
function pageWith(answersAfterMs: number) {
  const analysis = { latest: undefined, good: undefined, inputProblems: [], mocksProblems: [] };
  const store = new Store({ document: EMPTY_DOCUMENT, analysis, collapsed: [], preferences: {} } as unknown as AppState);
  const answer = { analyze: { graph: null, states: [], diagnostics: [] }, checkInput: [], checkMocks: [] };
  const client = { call: (kind: keyof typeof answer) => new Promise((resolve) => setTimeout(() => resolve(answer[kind]), answersAfterMs)) };
  const analyzer = new Analyzer(store, client as unknown as EngineClient, () => ({}), () => false);
  const told: [text: string, answered: boolean][] = [];
  store.subscribe(() => told.push([store.state.document.definition, store.state.analysis.latest !== undefined]));
  const write = (definition: string): void => {
    analyzer.together();
    store.update({ document: { ...store.state.document, definition } });
    analyzer.analyzeSoon();
  };
  return { told, write };
}

it.each([
  ['a text and its answer at once, where the answer comes soon', 5, [['a', true]]],
  ['a text before its answer, where that takes its time', 200, [['a', false], ['a', true]]],
])('tells of %s', async (_name, answersAfterMs, expected) => {
  vi.useFakeTimers();
  const { told, write } = pageWith(answersAfterMs);
  write('a');
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual(expected);
  vi.useRealTimers();
});

it('tells of a text that never comes to rest', async () => {
  vi.useFakeTimers();
  const { told, write } = pageWith(30);
  for (let letter = 0; letter < 50; letter += 1) {
    write(String(letter));
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(told.length).toBeGreaterThan(10);
  vi.useRealTimers();
});

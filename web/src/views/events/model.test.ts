import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../../test-support/history.ts';
import { HistoryIndex } from '../../run/history-index.ts';
import { filterEvents, historyAnswer, NO_FILTER, readLog } from './model.ts';

function history(): HistoryIndex {
  const builder = new HistoryBuilder();
  builder.add('ExecutionStarted');
  builder.task('Pay', { waits: [1_000] });
  builder.add('PassStateEntered', { state: 'Ship' });
  builder.add('PassStateExited', { state: 'Ship' });
  builder.add('ExecutionSucceeded');
  const index = new HistoryIndex();
  index.append(builder.events);
  return index;
}

describe('filtering events', () => {
  const index = history();
  const types = (found: number[] | undefined): string[] => (found ?? []).map((at) => index.events[at]?.type ?? '');

  it('lets all through without a filter', () => {
    expect(filterEvents(index, NO_FILTER)).toBeUndefined();
  });
  it('goes by words, in any width', () => {
    expect(types(filterEvents(index, { ...NO_FILTER, words: 'ＳＨＩＰ exited' }))).toEqual(['PassStateExited']);
    expect(types(filterEvents(index, { ...NO_FILTER, words: 'gateway.timeout' }))).toEqual(['TaskFailed']);
  });
  it('goes by group, state and status', () => {
    expect(types(filterEvents(index, { ...NO_FILTER, group: 'failures' }))).toEqual(['TaskFailed']);
    expect(types(filterEvents(index, { ...NO_FILTER, group: 'execution' }))).toEqual(['ExecutionStarted', 'ExecutionSucceeded']);
    expect(types(filterEvents(index, { ...NO_FILTER, group: 'tasks', state: 'Pay' }))).toHaveLength(6);
    expect(types(filterEvents(index, { ...NO_FILTER, state: 'Ship', status: 'succeeded' }))).toEqual(['PassStateEntered', 'PassStateExited']);
  });
});

it('writes the history as the service answers it', () => {
  expect(JSON.parse(historyAnswer(['{"id":1}', '{"id":2}']))).toEqual({ events: [{ id: 1 }, { id: 2 }] });
});

it('reads the log', () => {
  expect(readLog('[{"id":"3","type":"TaskFailed","details":{"error":"E"},"event_timestamp":"1500"}]')).toMatchObject([{ id: 3, type: 'TaskFailed', timestampMs: 1500, name: 'E' }]);
  expect(readLog('')).toEqual([]);
});

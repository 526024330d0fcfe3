import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../test-support/history.ts';
import { HistoryIndex, wayKey } from './history-index.ts';
import { itemsOf, neighbourItem, pickerOrder } from './iterations.ts';
import { iterationsOf, scopeOf } from './scope.ts';
import { stateView, wayCount } from './visit-status.ts';

/** A Map of two items, each with an inner Map of two; item 1 fails in its inner item 0. */
function nested(): HistoryIndex {
  const builder = new HistoryBuilder();
  builder.add('ExecutionStarted');
  builder.add('MapStateEntered', { state: 'Outer', previousEventId: 0 });
  const outer = builder.add('MapStateStarted', { state: 'Outer', length: 2 });
  for (const item of [0, 1]) {
    builder.add('MapIterationStarted', { state: 'Outer', index: item, previousEventId: outer });
    builder.add('MapStateEntered', { state: 'Inner' });
    const inner = builder.add('MapStateStarted', { state: 'Inner', length: 2 });
    for (const leaf of [0, 1]) {
      builder.add('MapIterationStarted', { state: 'Inner', index: leaf, previousEventId: inner });
      builder.add('PassStateEntered', { state: 'A' });
      builder.add('PassStateExited', { state: 'A' });
      builder.add('PassStateEntered', { state: leaf === 0 ? 'B' : 'C' });
      builder.add('PassStateExited', { state: leaf === 0 ? 'B' : 'C' });
      builder.add(item === 1 && leaf === 0 ? 'MapIterationFailed' : 'MapIterationSucceeded', { state: 'Inner', index: leaf });
    }
  }
  const index = new HistoryIndex();
  index.append(builder.events);
  return index;
}

describe('a history through chosen items', () => {
  const index = nested();
  const all = index.length;

  it('is itself while none is chosen', () => {
    expect(scopeOf(index, {})).toBe(index);
  });

  it('counts only what happened in the chosen items, nested ones too', () => {
    expect(stateView(index, 'A', all).visits).toBe(4);
    expect(stateView(scopeOf(index, { Outer: 0 }), 'A', all).visits).toBe(2);
    const one = scopeOf(index, { Outer: 1, Inner: 1 });
    expect([stateView(one, 'A', all).visits, stateView(one, 'B', all).status, stateView(one, 'C', all).status]).toEqual([1, 'notStarted', 'succeeded']);
    expect(wayCount(one.ways, wayKey('A', 'B'), all)).toBe(0);
    expect(wayCount(one.ways, wayKey('A', 'C'), all)).toBe(1);
    expect(stateView(one, 'Outer', all).visits).toBe(1);
  });

  it('finds the items that a visit lies in', () => {
    const visit = index.visits.findLast((candidate) => candidate.state === 'C');
    expect(iterationsOf(index, visit?.index ?? -1)).toEqual({ Outer: 1, Inner: 1 });
  });
});

describe('the items of a Map', () => {
  const index = nested();
  const visit = index.lastVisit('Inner', index.length);

  it('stand in groups, what went wrong first', () => {
    expect(visit).toBeDefined();
    if (visit === undefined) return;
    const items = itemsOf(index, visit, index.length);
    expect(items.statuses).toEqual(['failed', 'succeeded']);
    expect(pickerOrder(items, false).map((group) => group.status)).toEqual(['failed', 'succeeded']);
    expect(pickerOrder(items, true)).toEqual([{ status: 'failed', items: [0] }]);
    expect([neighbourItem(items, undefined, 1, false), neighbourItem(items, 0, 1, false), neighbourItem(items, 0, 1, true)]).toEqual([0, 1, undefined]);
  });

  it('are as the cursor sees them', () => {
    if (visit === undefined) return;
    expect(itemsOf(index, visit, visit.enteredAt + 3).counts).toEqual({ failed: 0, aborted: 0, running: 1, succeeded: 0, pending: 1 });
  });
});

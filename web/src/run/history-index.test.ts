import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../test-support/history.ts';
import { HistoryIndex, wayKey } from './history-index.ts';
import { endBy, stateView, visitStatus, wayCount } from './visit-status.ts';

function indexOf(builder: HistoryBuilder): HistoryIndex {
  const index = new HistoryIndex();
  index.append(builder.events);
  return index;
}

function statuses(index: HistoryIndex, state: string): string[] {
  return index.events.map((_, at) => stateView(index, state, at + 1).status);
}

describe('a task that is retried', () => {
  const builder = new HistoryBuilder();
  builder.add('ExecutionStarted');
  builder.task('Pay', { ms: 1_000, waits: [2_000] });
  builder.add('ExecutionSucceeded');
  const index = indexOf(builder);

  it('shows each moment', () => {
    expect(statuses(index, 'Pay')).toEqual([
      'notStarted', 'inProgress', 'inProgress', 'inProgress', 'retrying', 'inProgress', 'inProgress', 'inProgress', 'succeeded', 'succeeded',
    ]);
  });

  it('counts retries up to the cursor only', () => {
    expect(stateView(index, 'Pay', 5).retries).toBe(0);
    expect(stateView(index, 'Pay', 6).retries).toBe(1);
  });
});

describe('a caught error', () => {
  const builder = new HistoryBuilder();
  builder.add('ExecutionStarted');
  builder.add('TaskStateEntered', { state: 'Pay', previousEventId: 0 });
  builder.add('TaskScheduled', { state: 'Pay', resource: 'lambda:invoke' });
  builder.add('TaskFailed', { state: 'Pay', error: 'Boom' });
  builder.add('TaskStateExited', { state: 'Pay' });
  builder.add('FailStateEntered', { state: 'Stop' });
  builder.add('ExecutionFailed', { error: 'Stopped' });
  const index = indexOf(builder);

  it('marks the state as caught from the failure on', () => {
    expect(stateView(index, 'Pay', 4).status).toBe('caught');
    expect(stateView(index, 'Pay', 7).status).toBe('caught');
    expect(stateView(index, 'Stop', 6).status).toBe('failed');
  });

  it('takes the Catch way, not the Next way', () => {
    expect(wayCount(index.caughtWays, wayKey('Pay', 'Stop'), 7)).toBe(1);
    expect(wayCount(index.caughtWays, wayKey('Pay', 'Stop'), 5)).toBe(0);
    expect(wayCount(index.ways, wayKey('Pay', 'Stop'), 7)).toBe(0);
  });
});

describe('containers', () => {
  it('gives the items of a Map their own frames', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.add('MapStateEntered', { state: 'All', previousEventId: 0 });
    const started = builder.add('MapStateStarted', { state: 'All', length: 2 });
    const first = builder.add('MapIterationStarted', { state: 'All', index: 0, previousEventId: started });
    const second = builder.add('MapIterationStarted', { state: 'All', index: 1, previousEventId: started });
    const a = builder.add('PassStateEntered', { state: 'One', previousEventId: first });
    const b = builder.add('PassStateEntered', { state: 'One', previousEventId: second });
    const aOut = builder.add('PassStateExited', { state: 'One', previousEventId: a });
    const bOut = builder.add('PassStateExited', { state: 'One', previousEventId: b });
    builder.add('MapIterationSucceeded', { state: 'All', index: 0, previousEventId: aOut });
    const last = builder.add('MapIterationSucceeded', { state: 'All', index: 1, previousEventId: bOut });
    builder.add('MapStateSucceeded', { state: 'All', previousEventId: last });
    builder.add('MapStateExited', { state: 'All' });
    builder.add('ExecutionSucceeded');
    const index = indexOf(builder);
    expect(index.visits.map((visit) => [visit.state, visit.container, visit.iteration, visit.end])).toEqual([
      ['All', -1, undefined, 'exited'],
      ['One', 0, 0, 'exited'],
      ['One', 0, 1, 'exited'],
    ]);
    expect(index.visits[0]?.length).toBe(2);
  });

  it('aborts the other branches when one fails, and starts anew on a retry', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.add('ParallelStateEntered', { state: 'Both', previousEventId: 0 });
    const started = builder.add('ParallelStateStarted', { state: 'Both' });
    const slow = builder.add('WaitStateEntered', { state: 'Slow', previousEventId: started });
    const fail = builder.add('FailStateEntered', { state: 'Bad', previousEventId: started });
    const again = builder.add('ParallelStateStarted', { state: 'Both', previousEventId: fail });
    builder.add('WaitStateEntered', { state: 'Slow', previousEventId: again });
    const failAgain = builder.add('FailStateEntered', { state: 'Bad', previousEventId: again });
    builder.add('ParallelStateFailed', { previousEventId: failAgain });
    builder.add('ExecutionFailed', { error: 'E' });
    const index = indexOf(builder);
    expect(slow).toBe(4);
    expect(index.visits.map((visit) => [visit.state, visit.end])).toEqual([
      ['Both', 'failed'], ['Slow', 'aborted'], ['Bad', 'failed'], ['Slow', 'aborted'], ['Bad', 'failed'],
    ]);
    expect(stateView(index, 'Both', 5).status).toBe('retrying');
    expect(stateView(index, 'Both', 10).retries).toBe(1);
  });

  it('walks back up after a nested container ended a branch', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.add('ParallelStateEntered', { state: 'Outer', previousEventId: 0 });
    builder.add('ParallelStateStarted');
    builder.add('ParallelStateEntered', { state: 'Inner' });
    builder.add('ParallelStateStarted');
    builder.add('PassStateEntered', { state: 'Leaf' });
    builder.add('PassStateExited', { state: 'Leaf' });
    builder.add('ParallelStateSucceeded');
    builder.add('ParallelStateExited', { state: 'Inner' });
    builder.add('ParallelStateSucceeded');
    builder.add('ParallelStateExited', { state: 'Outer' });
    builder.add('ExecutionSucceeded');
    const index = indexOf(builder);
    expect(index.owner.map((visit) => index.visits[visit]?.state ?? '-')).toEqual([
      '-', 'Outer', 'Outer', 'Inner', 'Inner', 'Leaf', 'Leaf', 'Inner', 'Inner', 'Outer', 'Outer', '-',
    ]);
    expect(index.visits.every((visit) => visitStatus(visit, 12) === 'succeeded')).toBe(true);
  });
});

describe('a long history', () => {
  it('answers for any of 25,000 events at once', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    while (builder.events.length < 24_990) {
      builder.after(1).add('PassStateEntered', { state: `S${builder.events.length % 300}` });
      builder.add('PassStateExited', { state: `S${(builder.events.length - 1) % 300}` });
    }
    const index = indexOf(builder);
    const begun = performance.now();
    for (let k = 0; k < 100; k += 1) {
      for (let s = 0; s < 300; s += 1) stateView(index, `S${s}`, k * 250);
    }
    expect((performance.now() - begun) / 100).toBeLessThan(16);
  });
});

describe('a redrive', () => {
  const builder = new HistoryBuilder();
  builder.add('ExecutionStarted');
  builder.add('ParallelStateEntered', { state: 'Both', previousEventId: 0 });
  const started = builder.add('ParallelStateStarted', { state: 'Both' });
  builder.add('TaskStateEntered', { state: 'Pay', previousEventId: started });
  builder.add('TaskScheduled', { state: 'Pay' });
  builder.after(1_000).add('TaskFailed', { state: 'Pay', error: 'Boom', cause: 'first' });
  builder.add('TaskStateAborted', { state: 'Pay' });
  builder.add('ParallelStateFailed', { state: 'Both' });
  builder.add('ExecutionFailed', { error: 'Boom' });
  const failed = builder.events.length;
  builder.after(60_000).add('ExecutionRedriven');
  builder.add('TaskScheduled', { state: 'Pay' });
  builder.add('TaskSucceeded', { state: 'Pay' });
  builder.add('TaskStateExited', { state: 'Pay' });
  builder.add('ParallelStateSucceeded', { state: 'Both' });
  builder.add('ParallelStateExited', { state: 'Both' });
  builder.add('ExecutionSucceeded');
  const index = indexOf(builder);

  it('leaves the statuses before it as they were', () => {
    const at = (cursor: number): string[] => ['Both', 'Pay'].map((state) => stateView(index, state, cursor).status);
    expect(at(6)).toEqual(['inProgress', 'failed']);
    expect(at(failed)).toEqual(['failed', 'aborted']);
    expect(at(failed + 1)).toEqual(['failed', 'aborted']);
    expect(at(failed + 2)).toEqual(['inProgress', 'inProgress']);
    expect(at(index.length)).toEqual(['succeeded', 'succeeded']);
  });
  it('keeps both ends of a visit', () => {
    const pay = index.lastVisit('Pay', index.length);
    expect(index.visits.length).toBe(2);
    expect([endBy(pay ?? never(), failed)?.error, endBy(pay ?? never(), index.length)?.end]).toEqual(['Boom', 'exited']);
  });
});

function never(): never {
  throw new Error('no such visit');
}

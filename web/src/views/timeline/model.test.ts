import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../../test-support/history.ts';
import { HistoryIndex } from '../../run/history-index.ts';
import { TimeScale, timelineRows, totalsOf, usefulRange } from './model.ts';

function indexOf(builder: HistoryBuilder): HistoryIndex {
  const index = new HistoryIndex();
  index.append(builder.events);
  return index;
}

describe('rows', () => {
  it('shows tries, the waits between them and the last result', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.task('Pay', { ms: 1_000, waits: [2_000, 4_000] });
    builder.add('ExecutionSucceeded');
    const [row] = timelineRows(indexOf(builder), new Set());
    expect(row?.segments.map(({ kind, fromMs, toMs, attempt }) => [kind, fromMs, toMs, attempt])).toEqual([
      ['failed', 0, 1_000, 1],
      ['backoff', 1_000, 3_000, undefined],
      ['failed', 3_000, 4_000, 2],
      ['backoff', 4_000, 8_000, undefined],
      ['succeeded', 8_000, 9_000, 3],
    ]);
  });

  it('folds the items of a large Map, and opens them when asked', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.add('MapStateEntered', { state: 'All', previousEventId: 0 });
    const started = builder.add('MapStateStarted', { state: 'All', length: 5 });
    for (let item = 0; item < 5; item += 1) {
      builder.add('MapIterationStarted', { state: 'All', index: item, previousEventId: started });
      builder.add('PassStateEntered', { state: 'One' });
      builder.add('PassStateExited', { state: 'One' });
    }
    const index = indexOf(builder);
    expect(timelineRows(index, new Set()).map((row) => row.label)).toEqual(['All']);
    const open = timelineRows(index, new Set(['0']));
    expect(open.map((row) => [row.label, row.depth, row.iteration])).toEqual([
      ['All', 0, undefined], ['One', 1, 0], ['One', 1, 1], ['One', 1, 2], ['One', 1, 3], ['One', 1, 4],
    ]);
  });
});

describe('the axis', () => {
  it('folds hours among seconds, and not seconds among seconds', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.task('A', { ms: 500, waits: [2_000] });
    builder.after(8_000_000).task('B', { ms: 500 });
    const scale = new TimeScale(indexOf(builder));
    expect(scale.folds).toEqual([{ fromMs: 3_000, toMs: 8_003_000 }]);
    expect(scale.at(0)).toBe(0);
    expect(scale.at(scale.endMs)).toBeCloseTo(1);
    for (const ms of [0, 1_234, 3_000, 4_000_000, 8_003_100, scale.endMs]) expect(scale.moment(scale.at(ms))).toBeCloseTo(ms, 0);
    const ticks = scale.ticks(0.08);
    expect(ticks.every((ms) => ms <= 3_000 || ms >= 8_003_000)).toBe(true);
  });

  it('stands still when everything happens at once', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.task('A');
    const scale = new TimeScale(indexOf(builder));
    expect([scale.at(0), scale.folds.length]).toEqual([0, 0]);
  });
});

describe('a part of the time', () => {
  const builder = new HistoryBuilder(1_000);
  builder.add('ExecutionStarted');
  builder.task('A', { ms: 500, waits: [2_000] });
  builder.after(8_000_000).task('B', { ms: 500 });
  const index = indexOf(builder);

  it('is drawn alone, counted from the start of the execution', () => {
    const scale = new TimeScale(index, { fromMs: 1_000, toMs: 4_000 });
    expect([scale.at(1_000), scale.at(4_000), scale.at(9_000_000), scale.folds.length]).toEqual([0, 1, 1, 0]);
    expect(scale.ticks(0.2).map((ms) => ms - scale.originMs)).toEqual([0, 1_000, 2_000, 3_000]);
  });
  it('is put in order and cut at the ends of the history', () => {
    expect(usefulRange(5_000_000, 0, index)).toEqual({ fromMs: 1_000, toMs: 5_000_000 });
    expect(usefulRange(2_000, 2_010, index)).toBeUndefined();
  });
  it('has totals for its foot', () => {
    expect(totalsOf(index)).toEqual({ durationMs: 8_003_500, transitions: 3, events: 14, failures: 1, retries: 1 });
  });
});

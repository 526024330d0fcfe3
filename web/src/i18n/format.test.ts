import { expect, it } from 'vitest';
import { formatCompact, formatDate, formatDuration, setDateLocale } from './format.ts';

it('rounds durations before it splits them', () => {
  expect([formatDuration(299_600), formatDuration(3_599_700), formatDuration(86_399_000), formatDuration(8_040_000)]).toEqual(['5 m', '1 h', '1 d', '2 h 14 m']);
});

it('cuts large counts where there is little room', () => {
  expect([formatCompact(0), formatCompact(999), formatCompact(12_345)]).toEqual(['0', '999', '12.3K']);
});

it('writes dates as chosen', () => {
  const moment = Date.UTC(2026, 0, 5, 9, 0, 0);
  setDateLocale('iso');
  expect([formatDate(moment), formatDate(moment, true, true)]).toEqual(['2026-01-05T09:00:00.000Z', '09:00:00']);
  setDateLocale('en-GB');
  expect(formatDate(moment, true)).toBe('5 Jan 2026, 09:00:00');
  setDateLocale('');
});

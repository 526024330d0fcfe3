import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration, formatSize } from './format.ts';
import { formatMessage } from './format-message.ts';

describe('messages', () => {
  it('fills values in', () => {
    expect(formatMessage('Event {id}', { id: 3 }, 'en')).toBe('Event 3');
  });
  it('chooses the plural form, with the number', () => {
    const message = '{count, plural, one {# problem.} other {# problems.}} Go on.';
    expect(formatMessage(message, { count: 1 }, 'en')).toBe('1 problem. Go on.');
    expect(formatMessage(message, { count: 2_000 }, 'en')).toBe('2,000 problems. Go on.');
  });
  it('keeps braces of values as they are', () => {
    expect(formatMessage('No mock for {state}.', { state: '{count}' }, 'en')).toBe('No mock for {count}.');
  });
  it('shows what is missing', () => {
    expect(formatMessage('Hello {name}', {}, 'en')).toBe('Hello {name}');
  });
});

describe('figures', () => {
  it('writes durations with at most two units', () => {
    expect([0, 12, 400, 9_400, 65_000, 8_040_000, 90_000_000].map(formatDuration)).toEqual([
      '0 s', '12 ms', '0.4 s', '9.4 s', '1 m 5 s', '2 h 14 m', '1 d 1 h',
    ]);
  });
  it('writes clocks', () => {
    expect([400, 65_000, 8_051_000].map((ms) => formatClock(ms))).toEqual(['0.4 s', '1:05.0', '2:14:11.0']);
  });
  it('writes sizes', () => {
    expect([12, 1_340, 2_000_000].map(formatSize)).toEqual(['12 B', '1.3 KB', '2 MB']);
  });
});

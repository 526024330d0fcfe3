import { describe, expect, it } from 'vitest';
import { eventShare, largePayload } from './quota.ts';

const event = (id: number, member: string, payload: string): string => JSON.stringify({ id, type: 'TaskSucceeded', taskSucceededEventDetails: { [member]: payload, resource: 'invoke' } });

describe('quotas', () => {
  it('are near from 80 % of the events of a Standard execution on, and said by the failure at the limit', () => {
    expect([19_999, 20_000, 24_999, 25_000].map((count) => eventShare('STANDARD', count))).toEqual([undefined, 0.8, 24_999 / 25_000, undefined]);
    expect(eventShare('EXPRESS', 24_000)).toBeUndefined();
  });
  it('find the largest payload near 256 KiB, in bytes of UTF-8', () => {
    const text = (letter: string, count: number): string => `"${letter.repeat(count)}"`;
    expect(largePayload([event(1, 'output', text('a', 209_713))])).toBeUndefined();
    expect(largePayload([event(1, 'output', text('a', 209_714))])).toEqual({ eventId: 1, bytes: 209_716 });
    expect(largePayload([event(1, 'input', text('a', 230_000)), event(2, 'output', text('語', 80_000)), event(3, 'parameters', text('a', 10))])).toEqual({ eventId: 2, bytes: 240_002 });
  });
  it('mind no line that is no event', () => {
    expect(largePayload(['x'.repeat(300_000), `["${'y'.repeat(300_000)}"]`, ''])).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

describe('addresses', () => {
  it('read every kind with its options', () => {
    expect(parseRoute('#/e/order-flow?view=graph&state=Pay&event=12&lang=ja&theme=dark')).toEqual({
      kind: 'e', data: 'order-flow', options: { view: 'graph', state: 'Pay', event: 12, lang: 'ja', theme: 'dark' },
    });
    expect(parseRoute('#/w/1.AbC-_')).toEqual({ kind: 'w', data: '1.AbC-_', options: {} });
    expect(parseRoute('#/x/errors%2Fretry')).toMatchObject({ kind: 'x', data: 'errors/retry' });
  });
  it('leave out options that do not fit', () => {
    expect(parseRoute('#/t/basics?view=cellar&event=-1&event=x&lang=fr&theme=pink&state=')).toEqual({ kind: 't', data: 'basics', options: {} });
    expect(parseRoute('#/t/basics?event=1e99')).toMatchObject({ options: {} });
  });
  it('are nothing when empty and bad when they say nothing to us', () => {
    expect(['', '#', '#/'].map(parseRoute)).toEqual([undefined, undefined, undefined]);
    for (const hash of ['#x', '#/', '#/q/a', '#/e/', '#/e', '#/e/%E0%A4%A', `#/w/${'a'.repeat(2_000_001)}`].filter((text) => text !== '#/')) expect(parseRoute(hash), hash.slice(0, 20)).toBe('bad');
  });
  it('read back what they wrote', () => {
    const options = { view: 'events', state: 'Zahlung prüfen & senden?', event: 3, lang: 'ko', theme: 'light' } as const;
    expect(parseRoute(formatRoute('l', 'a/b?c#d', options))).toEqual({ kind: 'l', data: 'a/b?c#d', options });
  });
});

import { describe, expect, it } from 'vitest';
import { formatJson, summarize } from './json-lines.ts';
import { diffLines } from './line-diff.ts';

describe('formatting', () => {
  it('keeps numbers as they were written', () => {
    expect(formatJson('{"a":1.0,"b":1e400}')).toBe('{ "a": 1.0, "b": 1e400 }');
  });
  it('breaks groups that hold groups', () => {
    expect(formatJson('{"a":{"b":[1,2]},"c":[]}')).toBe('{\n  "a": { "b": [1, 2] },\n  "c": []\n}'.replace('{ "b": [1, 2] }', '{\n    "b": [1, 2]\n  }'));
  });
  it('gives the same text for text that is formatted', () => {
    const once = formatJson('{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"x":[{"y":1},{"y":2}]},"End":true}}}');
    expect(formatJson(once)).toBe(once);
    expect(JSON.parse(once)).toEqual({ StartAt: 'A', States: { A: { Type: 'Pass', Result: { x: [{ y: 1 }, { y: 2 }] }, End: true } } });
  });
  it('survives broken and deeply nested text', () => {
    expect(formatJson('{"a": ')).toContain('"a"');
    expect(formatJson('['.repeat(10_000)).length).toBeGreaterThan(10_000);
  });
});

describe('summaries', () => {
  it('names the members, then an ellipsis', () => {
    expect(summarize('{"orderId":1,"customer":{"name":2},"items":[],"total":3,"currency":4}')).toBe('{ orderId, customer, items, … }');
  });
  it('counts items', () => {
    expect(summarize('[1,[2,3],{"a":1}]')).toBe('[ 3 ]');
    expect(summarize('[]')).toBe('[ 0 ]');
  });
});

describe('difference', () => {
  const apply = (before: string[], after: string[]): string =>
    diffLines(before, after)
      .map((line) => (line.kind === 'added' ? `+${after[line.at] ?? ''}` : `${line.kind === 'same' ? ' ' : '-'}${before[line.at] ?? ''}`))
      .join('|');
  it('finds what was added and removed', () => {
    expect(apply(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toBe(' a|-b|+x| c|+d');
    expect(apply([], ['a'])).toBe('+a');
    expect(apply(['a'], [])).toBe('-a');
    expect(apply(['a', 'b', 'c', 'd'], ['b', 'c', 'e'])).toBe('-a| b| c|-d|+e');
  });
  it('gives up on texts that have nothing in common', () => {
    const before = Array.from({ length: 3_000 }, (_, k) => `a${k}`);
    const after = Array.from({ length: 3_000 }, (_, k) => `b${k}`);
    expect(diffLines(before, after)).toHaveLength(6_000);
  });
});

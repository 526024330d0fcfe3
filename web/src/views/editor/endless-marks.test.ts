import { Text } from '@codemirror/state';
import { expect, it } from 'vitest';
import { endlessMarks } from './endless-marks.ts';

const left = (text: string, parts = [{ from: 0, to: text.length }]): [number, number][] => {
  const found: [number, number][] = [];
  endlessMarks(Text.of(text.split('\n')), parts).between(0, text.length, (from, to) => void found.push([from, to]));
  return found;
};

it('draws a hundred marks in a row, and one sign for the others', () => {
  const marks = '\u0301'.repeat(300_000);
  expect(left(`"a${marks}": "b${marks}"`)).toEqual([[102, 300_002], [300_107, 600_007]]);
  expect(left(`"a${marks}"`, [{ from: 200_000, to: 300_003 }])).toEqual([[200_100, 300_002]]);
});
it('leaves every other text alone', () => {
  expect(left(`e\u0301${'กำ'.repeat(5_000)}${'x'.repeat(5_000)}\n${'\u0301'.repeat(100)}`)).toEqual([]);
});

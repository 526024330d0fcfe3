import { expect, it } from 'vitest';
import { formatMessage } from '../i18n/format-message.ts';
import { codeParts } from '../elements/code-words.ts';
import { fitMiddle, textWidth } from '../elements/measure.ts';
import { calm, short } from './short.ts';

const marks = `A${'\u0301'.repeat(300_000)}`;

it('keeps what a name may be', () => {
  const name = 'N'.repeat(200);
  expect(short(name)).toBe(name);
  expect(short('')).toBe('');
});
it('cuts a longer one in its middle, not inside of a character', () => {
  expect(short(`${'a'.repeat(150)}${'z'.repeat(150)}`)).toBe(`${'a'.repeat(100)}…${'z'.repeat(99)}`);
  expect(short(`a${'😀'.repeat(300)}`)).toBe(`a${'😀'.repeat(49)}…${'😀'.repeat(49)}`);
  expect(short(marks)).toHaveLength(200);
});
it('takes endless marks out of a value and leaves the rest', () => {
  expect(calm(`{"${marks}":"${'x'.repeat(1_000)}"}`)).toBe(`{"A${'\u0301'.repeat(100)}…":"${'x'.repeat(1_000)}"}`);
  const text = 'déjà vu, もう一度 '.normalize('NFD').repeat(1_000);
  expect(calm(text)).toBe(text);
});
it('bounds what is drawn of a name wherever it stands', () => {
  expect(formatMessage('Failed in {state}.', { state: marks }, 'en').length).toBeLessThan(1_100);
  expect(codeParts(`\`${marks}\` leads to \`${marks}\`, which is not there`).map((part) => part.code)).toEqual([true, false, true, false]);
  expect(codeParts(`\`${marks}\` leads to \`B\``).every((part) => part.text.length <= 1_000)).toBe(true);
  expect(fitMiddle(marks, 140, 'name').length).toBeLessThan(30);
  expect(textWidth(marks, 'name')).toBe(1_400);
});

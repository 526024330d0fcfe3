import { expect, it } from 'vitest';
import { behindComments, type InFront } from './comments.ts';

const behind = (text: string, what?: InFront): string => text.slice(behindComments(text, 0, what));

it('finds what stands behind comments', () => {
  expect(behind('{}')).toBe('{}');
  expect(behind(' // a {\n\t/* b\n{ */ /**/{ // c')).toBe('{ // c');
  expect(behind('# a\n--- \n{', { marks: ['#', '---'] })).toBe('{');
  expect(behind(' /* a */\t\n{', { marks: [], sameLine: true })).toBe('\n{');
  expect(behind('# a')).toBe('# a');
  expect(behind('// a')).toBe('');
  expect(behind('')).toBe('');
});

it('takes no comment for one that does not end', () => {
  for (const before of ['', ' ', '  ', '   ']) expect(behind(`${before}/* a`)).toBe('/* a');
  expect(behind('/*/ a')).toBe('/*/ a');
});

it('reads each sign once', () => {
  expect(behind(`${'//'.repeat(500_000)}\n${'/**/'.repeat(200_000)}${' '.repeat(500_000)}x`)).toBe('x');
});

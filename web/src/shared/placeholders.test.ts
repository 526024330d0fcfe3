import { expect, it } from 'vitest';
import { placeholdersIn, withPlaceholders } from './placeholders.ts';

it('finds each name once, in the order of the text', () => {
  expect(placeholdersIn('"${B}" "${A.Arn}" "${B}" "${}" "$.{C}" "${1}"')).toEqual(['B', 'A.Arn']);
});

it('fills values in and leaves the rest', () => {
  expect(withPlaceholders('{"Resource": "${Fn}", "Seconds": ${N}, "X": "${None}"}', { Fn: 'a"b', N: '3', None: '' })).toBe('{"Resource": "a\\"b", "Seconds": 3, "X": "${None}"}');
  expect(withPlaceholders('"${constructor}"', {})).toBe('"${constructor}"');
});

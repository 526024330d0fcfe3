import { describe, expect, it } from 'vitest';
import { codeParts, withoutMarks } from './code-words.ts';

describe('words with code in them', () => {
  it('takes what stands between two backticks', () => {
    expect(codeParts('no `Default`: it fails')).toEqual([
      { text: 'no ', code: false },
      { text: 'Default', code: true },
      { text: ': it fails', code: false },
    ]);
    expect(codeParts('`a` or `b`').filter((part) => part.code).map((part) => part.text)).toEqual(['a', 'b']);
  });

  it('keeps a backtick that has no partner', () => {
    expect(withoutMarks('`a` and ` alone')).toBe('a and ` alone');
    expect(withoutMarks('plain')).toBe('plain');
  });
});

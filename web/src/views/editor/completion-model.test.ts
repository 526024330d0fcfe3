import { describe, expect, it } from 'vitest';
import { completionEdit, matchFrom, opensList } from './completion-model.ts';

describe('taking a completion', () => {
  it('matches behind the opening quote', () => {
    const list = { from: 10, to: 14, owner: '', items: [] };
    expect(matchFrom(list, '"Do')).toBe(11);
    expect(matchFrom(list, 'Do')).toBe(10);
  });

  it('puts the caret where the value is missing', () => {
    expect(completionEdit('"Next": "",', 5, 8, undefined)).toEqual({ changes: [{ from: 5, to: 8, insert: '"Next": "",' }], caret: 14, goesOn: true });
    expect(completionEdit('"Parameters": {}', 0, 0, undefined)).toMatchObject({ caret: 15, goesOn: false });
    expect(completionEdit('Next: ', 0, 2, undefined)).toMatchObject({ caret: 6, goesOn: true });
    expect(completionEdit('"Done"', 0, 2, undefined)).toMatchObject({ caret: 6, goesOn: false });
  });

  it('adds the comma that is missing before a new field', () => {
    expect(completionEdit('"End": true', 20, 20, 15)).toEqual({
      changes: [{ from: 15, to: 15, insert: ',' }, { from: 20, to: 20, insert: '"End": true' }], caret: 32, goesOn: false,
    });
  });

  it('opens by itself only where something begins', () => {
    for (const before of ['"', 'Ty', '$', '$states.', ': ', ', ']) expect(opensList(before), before).toBe(true);
    for (const before of ['', '  ', '{', '}', '\n  ', '%']) expect(opensList(before), before).toBe(false);
  });
});

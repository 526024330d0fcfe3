import { describe, expect, it } from 'vitest';
import { NEW_ENTRY, problemOf, readMocks, withEntries, writeEntry } from './entries.ts';

const TEXT = '{ "Pay": [{ "throw": { "error": "Busy", "cause": "c" }, "after": 2 }, { "return": 1.0, "when": "{% $x %}", "index": 3 }], "Wait": [{ "never": true }], "Ship": [{ "return": 1, "calls": "0-2" }] }';

describe('the mocks as a form', () => {
  it('reads every kind of answer with its parts', () => {
    const mocks = readMocks(TEXT);
    expect(mocks?.map(({ state, entries }) => [state, entries.map((entry) => entry.kind)])).toEqual([['Pay', ['throw', 'return']], ['Wait', ['never']], ['Ship', ['return']]]);
    expect(mocks?.[0]?.entries[0]).toMatchObject({ error: 'Busy', cause: 'c', after: '2' });
    expect(mocks?.[0]?.entries[1]).toMatchObject({ result: '1.0', when: '"{% $x %}"', index: '3' });
    expect(mocks?.[2]?.entries.map(writeEntry)).toEqual(['{ "return": 1, "calls": "0-2" }']);
    expect(readMocks('[]')).toBeUndefined();
    expect(readMocks('')).toEqual([]);
  });
  it('writes them back as they were, numbers too', () => {
    const mocks = readMocks(TEXT)?.[0];
    expect(mocks?.entries.map(writeEntry)).toEqual(['{ "throw": {"error":"Busy","cause":"c"}, "after": 2 }', '{ "return": 1.0, "when": "{% $x %}", "index": 3 }']);
    const changed = withEntries(TEXT, 'Pay', [{ ...NEW_ENTRY, result: '[1.50]' }]);
    expect(JSON.parse(changed)).toEqual({ Pay: [{ return: [1.5] }], Wait: [{ never: true }], Ship: [{ return: 1, calls: '0-2' }] });
    expect(changed).toContain('1.50');
    expect(JSON.parse(withEntries(changed, 'Wait', []))).toEqual({ Pay: [{ return: [1.5] }], Ship: [{ return: 1, calls: '0-2' }] });
    expect(JSON.parse(withEntries('', 'New', [NEW_ENTRY]))).toEqual({ New: [{ return: {} }] });
  });
  it('keeps comments', () => {
    expect(withEntries('{ // why\n "A": [{ "return": 1 }] }', 'A', [{ ...NEW_ENTRY, result: '2' }])).toContain('// why');
  });
  it('says what cannot be taken', () => {
    expect([problemOf('result', '{'), problemOf('after', '-1'), problemOf('index', '1.5'), problemOf('when', '1'), problemOf('after', '0.5'), problemOf('calls', '0')]).toEqual(['json', 'number', 'number', 'string', undefined, 'string']);
  });
});

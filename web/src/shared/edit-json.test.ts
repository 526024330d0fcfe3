import { describe, expect, it } from 'vitest';
import { memberText, withMember } from './edit-json.ts';

const TEXT = `{
  // what it does
  "States": { "A": {
    "Type": "Pass",
    "ResultPath": "$.a" /* kept */
  } }
}`;
const PATH = ['States', 'A'];

describe('editing one member', () => {
  it('keeps all else as it was written', () => {
    expect(withMember(TEXT, [...PATH, 'ResultPath'], '"$.b"')).toBe(TEXT.replace('$.a', '$.b'));
  });
  it('adds a member on a line of its own', () => {
    expect(withMember(TEXT, [...PATH, 'OutputPath'], '"$.c"')).toContain('"ResultPath": "$.a",\n    "OutputPath": "$.c" /* kept */');
    expect(withMember('{"A":{}}', ['A', 'x'], '1.0')).toBe('{"A":{ "x": 1.0 }}');
  });
  it('takes a member out, first or last', () => {
    expect(withMember('{"a":1, "b":2, "c":3}', ['a'], undefined)).toBe('{"b":2, "c":3}');
    expect(withMember('{"a":1, "b":2}', ['b'], undefined)).toBe('{"a":1}');
  });
  it('leaves text alone that has no such object', () => {
    expect(withMember('States: {}', [...PATH, 'x'], '1')).toBe('States: {}');
    expect(withMember('{', ['a', 'b'], '1')).toBe('{');
  });
  it('reads a value as it is written', () => {
    expect(memberText('{"a":{"b":1.0}}', ['a', 'b'])).toBe('1.0');
    expect(memberText('{"a":1}', ['b'])).toBeUndefined();
  });
});

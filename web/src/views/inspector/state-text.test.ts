import { describe, expect, it } from 'vitest';
import type { StateSummary } from '../../shared/protocol.ts';
import { jsonFields } from './state-text.ts';
import { yamlFields } from './state-yaml.ts';

function summaryOf(text: string, name: string, key: string): StateSummary {
  const from = text.indexOf(key);
  return { name, type: 'Task', from, to: text.length, queryLanguage: 'JSONPath' };
}

const YAML = `StartAt: A # first
States:
  A:
    Type: Task   # kept
    Parameters:
      # inside
      x: 1
      y.$: $.b
    ResultPath: $.r # where
    Next: P
  P:
    Type: Parallel
    Branches:
      - StartAt: "In"
        States:
          "In": { Type: Pass, OutputPath: $.x, End: true }
`;

describe('a field in YAML', () => {
  const a = summaryOf(YAML, 'A', 'A:\n');
  it('is read as JSON', () => {
    expect(yamlFields.text(YAML, a, ['ResultPath'])).toBe('"$.r"');
    expect(yamlFields.text(YAML, a, ['Parameters'])).toBe('{"x":1,"y.$":"$.b"}');
    expect(yamlFields.text(YAML, a, ['Parameters', 'y.$'])).toBe('"$.b"');
    expect(yamlFields.text(YAML, a, ['InputPath'])).toBeUndefined();
  });
  it('is replaced, added and taken out without touching the rest', () => {
    expect(yamlFields.with(YAML, a, ['ResultPath'], '"$.other"')).toBe(YAML.replace('$.r #', '"$.other" #'));
    expect(yamlFields.with(YAML, a, ['Parameters'], '{\n "z": 2\n}')).toContain('    Parameters: {"z":2}\n    ResultPath');
    expect(yamlFields.with(YAML, a, ['InputPath'], '"$.b"')).toBe(YAML.replace('    Type: Task', '    InputPath: "$.b"\n    Type: Task'));
    expect(yamlFields.with(YAML, a, ['ResultPath'], undefined)).toBe(YAML.replace('    ResultPath: $.r # where\n', ''));
    expect(yamlFields.with(YAML, a, ['Nothing', 'here'], '1')).toBe(YAML);
  });
  it('is found in a nested state, in flow style too', () => {
    const inner = summaryOf(YAML, 'In', '"In": {');
    expect(yamlFields.with(YAML, inner, ['OutputPath'], '"$"')).toBe(YAML.replace('OutputPath: $.x', 'OutputPath: "$"'));
    expect(yamlFields.with(YAML, inner, ['InputPath'], '"$.q"')).toBe(YAML.replace('{ Type: Pass', '{ InputPath: "$.q", Type: Pass'));
  });
});

describe('a field in JSON', () => {
  const text = '{"States":{"A":{"Type":"Task","Parameters":{"y.$":"$.b"}}}}';
  const a = { ...summaryOf(text, 'A', '"A"'), to: text.length - 2 };
  it('may lie deeper', () => {
    expect(jsonFields.text(text, a, ['Parameters', 'y.$'])).toBe('"$.b"');
    expect(jsonFields.with(text, a, ['Parameters', 'y.$'], '"$.c"')).toBe(text.replace('$.b', '$.c'));
  });
});

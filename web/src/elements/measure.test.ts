import { expect, it } from 'vitest';
import { measureNames } from './measure.ts';

it('finds the names of states in JSON and in YAML', () => {
  expect(Object.keys(measureNames('// note\n{"States": {"A b": {"Type": "Pass"}, "C": {}}}'))).toEqual(['States', 'A b', 'C']);
  expect(Object.keys(measureNames('Comment: x\nStates:\n  A b: # first\n    Type: Pass\n  "Q:z":\n  D: &d\n    Type: Pass\n  E: { Type: Pass }\n'))).toEqual(['States', 'A b', 'D', 'E']);
});

import { describe, expect, it } from 'vitest';
import type { StateSummary } from '../../shared/protocol.ts';
import { jsonFields } from '../inspector/state-text.ts';
import { yamlFields } from '../inspector/state-yaml.ts';
import { withCatch } from './help.ts';
import { failureAdvice } from './model.ts';

const NESTED = JSON.stringify({
  StartAt: 'P',
  States: {
    P: { Type: 'Parallel', Branches: [{ StartAt: 'X', States: { X: { Type: 'Pass', End: true } } }, { StartAt: 'A', States: { A: { Type: 'Task', Resource: 'r', End: true } } }], Next: 'M' },
    M: { Type: 'Map', ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Task', Resource: 'r', End: true } } }, Next: 'C' },
    C: { Type: 'Task', Resource: 'r', Catch: [], End: true },
  },
}, undefined, 2);

/** A state's place in a text that is written as above. */
function summary(text: string, name: string, more: Partial<StateSummary> = {}, key = `"${name}": {`): StateSummary {
  const from = text.indexOf(key);
  const open = text.indexOf('{', from);
  let depth = 0;
  let to = text.length;
  for (let at = open; at >= 0 && at < text.length; at += 1) {
    depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
    if (depth === 0) { to = at + 1; break; }
  }
  return { name, type: 'Task', from, to, queryLanguage: 'JSONPath', ...more };
}

describe('a Catch', () => {
  const states = [
    summary(NESTED, 'P', { type: 'Parallel' }), summary(NESTED, 'A', { parent: 'P', branch: 1 }), summary(NESTED, 'M', { type: 'Map' }),
    summary(NESTED, 'B', { parent: 'M', queryLanguage: 'JSONata' }), summary(NESTED, 'C'), summary(NESTED, 'X', { type: 'Pass', parent: 'P', branch: 0 }),
  ];
  it('leads to a new state beside the one that failed, in a branch and in a Map', () => {
    const read = (text = ''): unknown => JSON.parse(text);
    expect(read(withCatch(jsonFields, NESTED, states, 'A'))).toMatchObject({
      States: { P: { Branches: [{ States: { X: { Type: 'Pass' } } }, {
        States: {
          A: { Type: 'Task', Resource: 'r', End: true, Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Handle A error' }] },
          'Handle A error': { Type: 'Pass', End: true },
        },
      }] } },
    });
    expect(read(withCatch(jsonFields, NESTED, states, 'B'))).toMatchObject({
      States: { P: { Type: 'Parallel' }, M: { ItemProcessor: { States: { B: { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handle B error' }] }, 'Handle B error': { Type: 'Pass', End: true } } } } },
    });
  });
  it('keeps comments and the names that are there', () => {
    const text = '{ "StartAt": "A", "States": { /* mine */ "A": { "Type": "Task" } } }';
    const added = withCatch(jsonFields, text, [summary(text, 'A'), { ...summary(text, 'A'), name: 'Handle A error' }], 'A') ?? '';
    expect(added).toContain('/* mine */');
    expect(added).toContain('"Handle A error 2": { "Type": "Pass", "End": true }');
  });
  it('is written into YAML', () => {
    const yaml = 'StartAt: A # first\nStates:\n  A:\n    Type: Task # kept\n    Resource: r\n    End: true\n';
    const added = withCatch(yamlFields, yaml, [{ name: 'A', type: 'Task', from: yaml.indexOf('A:\n'), to: yaml.length, queryLanguage: 'JSONPath' }], 'A') ?? '';
    expect(added).toContain('# first');
    expect(added).toContain('    Catch: [{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"Handle A error"}]');
    expect(added).toContain('  Handle A error: {"Type":"Pass","End":true}');
  });
  it('is not added where there is one, or no such state', () => {
    expect([withCatch(jsonFields, NESTED, states, 'C'), withCatch(jsonFields, NESTED, states, 'Z')]).toEqual([undefined, undefined]);
  });
});

describe('what helps after a failure', () => {
  const states = [summary(NESTED, 'A'), summary(NESTED, 'X', { type: 'Pass' })];
  const run = (error: string) => ({ status: 'FAILED' as const, eventCount: 3, idle: false, waiting: [], error });
  const caught = { edges: [{ from: 'A', to: 'B', kind: 'catch' as const, points: [] }] };
  it('is a Catch or another mock for a task, and for its own reason none', () => {
    expect(failureAdvice(run('Boom'), 'A', states, { edges: [] }, '{"a": 1}')).toEqual({ uncatchable: undefined, addCatch: true, changeMock: true, changeInput: false, sampleInput: false });
    expect(failureAdvice(run('Boom'), 'A', states, caught, '{"a": 1}')).toEqual({ uncatchable: undefined, addCatch: false, changeMock: true, changeInput: false, sampleInput: false });
    expect(failureAdvice(run('Boom'), 'X', states, { edges: [] }, '{"a": 1}')).toMatchObject({ addCatch: false, changeMock: false });
  });
  it('is a reason where States.ALL does not stand for the error', () => {
    expect(failureAdvice(run('States.Runtime'), 'A', states, caught, '{"a": 1}')).toEqual({ uncatchable: 'States.Runtime', addCatch: false, changeMock: false, changeInput: false, sampleInput: false });
    // Whoever has no Catch yet would add one in vain, and a Catch may stand around the state.
    expect(failureAdvice(run('States.Runtime'), 'A', states, { edges: [] }, '{"a": 1}')).toMatchObject({ uncatchable: 'States.Runtime', addCatch: false });
    expect(failureAdvice(run('States.DataLimitExceeded'), 'X', states, { edges: [] }, '{"a": 1}').uncatchable).toBe('States.DataLimitExceeded');
  });
  it('is another input where data is missed and none was given', () => {
    const advised = (error: string, input: string): boolean => failureAdvice(run(error), 'A', states, undefined, input).changeInput;
    expect([advised('States.Runtime', '{ }'), advised('States.QueryEvaluationError', ''), advised('States.Runtime', '{"a": 1}'), advised('Boom', '{}')]).toEqual([true, true, false, false]);
  });
});

import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../../test-support/history.ts';
import { fitting } from '../../elements/overflow-tabs.ts';
import { HistoryIndex } from '../../run/history-index.ts';
import type { StateSummary } from '../../shared/protocol.ts';
import { asJson, asTyped, fieldOf, jsonFields } from '../inspector/state-text.ts';
import { benchScope, expressionTargets, fieldValue, readTestAnswer, variablesText } from './model.ts';

const DEFINITION = '{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":"$.x","End":true}}}';
const from = DEFINITION.indexOf('"A":{');
const SUMMARY: StateSummary = { name: 'A', type: 'Pass', from, to: DEFINITION.length - 2, queryLanguage: 'JSONPath' };

describe('a field of a state', () => {
  it('is read and replaced in the text', () => {
    expect(jsonFields.text(DEFINITION, SUMMARY, ['ResultPath'])).toBe('"$.x"');
    expect(jsonFields.with(DEFINITION, SUMMARY, ['ResultPath'], '"$.y"')).toBe(DEFINITION.replace('$.x', '$.y'));
    expect(JSON.parse(jsonFields.with(DEFINITION, SUMMARY, ['OutputPath'], '"$.y"'))).toMatchObject({ States: { A: { OutputPath: '$.y' } } });
  });
  it('is typed as text or as JSON', () => {
    expect([asJson('$.x'), asJson(' {"a":1.0} '), asJson(''), asJson('null')]).toEqual(['"$.x"', '{"a":1.0}', undefined, 'null']);
    expect([asTyped('"{% 1 %}"'), asTyped('{"a":1}'), asTyped(undefined)]).toEqual(['{% 1 %}', '{"a":1}', '']);
  });
  it('depends on the query language', () => {
    expect([fieldOf('output', SUMMARY), fieldOf('output', { ...SUMMARY, queryLanguage: 'JSONata' }), fieldOf('result', SUMMARY)]).toEqual(['OutputPath', 'Output', undefined]);
  });
});

describe('the bench', () => {
  it('begins with what the state saw', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.task('A', { waits: [1_000] });
    const index = new HistoryIndex();
    index.append(builder.events);
    const scope = benchScope({ state: 'A', enteredEventId: 2, stages: [{ stage: 'input', value: '{"a":1}' }], variables: { v: '[1]' } }, index, 'A', 'run-1');
    expect(JSON.parse(scope.input)).toEqual({ a: 1 });
    expect(JSON.parse(scope.variables)).toEqual({ v: [1] });
    expect(JSON.parse(scope.context)).toMatchObject({ State: { Name: 'A', RetryCount: 1 }, Execution: { Name: 'run-1' } });
  });
  it('puts JSONata between its marks, once', () => {
    expect([fieldValue('jsonata', '$x'), fieldValue('jsonata', '{% $x %}'), fieldValue('jsonpath', '$.a')]).toEqual(['"{% $x %}"', '"{% $x %}"', '"$.a"']);
    expect(variablesText({})).toBe('{}');
  });
});

describe('where an expression goes', () => {
  const labels = (...args: Parameters<typeof expressionTargets>): string[] => expressionTargets(...args).map((target) => target.label);
  it('is a whole field, or a member deeper in the state', () => {
    const task = { Type: 'Task', Parameters: { 'id.$': '$.id', Payload: { list: [{ 'x.$': '$.x', y: 1 }] } } };
    expect(labels(task, 'JSONPath', 'jsonpath')).toEqual(['InputPath', 'OutputPath', 'ResultPath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath', 'Parameters.id.$', 'Parameters.Payload.list[0].x.$', 'Parameters.value.$']);
    expect(labels(task, 'JSONPath', 'intrinsic')).toEqual(['Parameters.id.$', 'Parameters.Payload.list[0].x.$', 'Parameters.value.$']);
    expect(expressionTargets({ Type: 'Pass' }, 'JSONPath', 'intrinsic')).toEqual([{ label: 'Parameters.value.$', path: ['Parameters'], wrap: 'value.$' }]);
    expect(labels({ Type: 'Choice', Choices: [{ Condition: '{% true %}', Output: { a: '{% 1 %}' }, Next: 'A' }] }, 'JSONata', 'jsonata')).toEqual(['Output', 'Choices[0].Condition', 'Choices[0].Output.a']);
  });
  it('is nowhere in the other language', () => {
    expect([labels({ Type: 'Pass' }, 'JSONPath', 'jsonata'), labels({ Type: 'Pass' }, 'JSONata', 'intrinsic'), labels('x', 'JSONata', 'jsonata')]).toEqual([[], [], []]);
  });
});

describe('the answer of TestState', () => {
  it('is read, or its refusal', () => {
    expect(readTestAnswer('{"status":"CAUGHT_ERROR","output":"{}","error":"E","nextState":"B","inspectionData":{"input":"1"}}')).toMatchObject({
      status: 'CAUGHT_ERROR', next: 'B', stages: [{ name: 'input', value: '1' }], refused: undefined,
    });
    expect(readTestAnswer('{"code":"ValidationException","message":"no"}').refused).toBe('ValidationException: no');
    expect(readTestAnswer('broken').refused).toBe('broken');
  });
});

describe('tabs that do not fit', () => {
  const items = ['aaa', 'bbb', 'ccc', 'ddd'].map((id) => ({ id, label: id }));
  const width = (label: string): number => label.length * 10;
  it('go into the menu, but the active one stays', () => {
    expect(fitting(items, 'aaa', 400, width)).toEqual(['aaa', 'bbb', 'ccc', 'ddd']);
    expect(fitting(items, 'ddd', 140, width)).toEqual(['aaa', 'ddd']);
    expect(fitting(items, 'bbb', 0, width)).toEqual(['bbb']);
  });
});

import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../../test-support/history.ts';
import { HistoryIndex } from '../../run/history-index.ts';
import { EMPTY_DOCUMENT, type WorkflowDocument } from '../../store/state.ts';
import { casesOf, nextOnLevel } from '../../store/execution.ts';
import { addCase, chooseCase, freeName, removeCase, renameCase } from './cases.ts';
import { compareRuns, transitionsOf, withoutTime } from './model.ts';

function indexOf(builder: HistoryBuilder): HistoryIndex {
  const index = new HistoryIndex();
  index.append(builder.events);
  return index;
}

function run(error: boolean, startMs = 0): HistoryIndex {
  const builder = new HistoryBuilder(startMs);
  builder.add('ExecutionStarted');
  builder.task('Pay', { ms: 1_000, waits: [2_000] });
  if (error) builder.add('FailStateEntered', { state: 'Stop' });
  else builder.add('SucceedStateEntered', { state: 'Done' });
  return indexOf(builder);
}

describe('two executions side by side', () => {
  it('are alike whenever they began', () => {
    expect(compareRuns(run(false), run(false, 5_000))).toEqual({ firstDifferent: -1, what: 'none', alike: 10 });
  });
  it('part at the first event that differs', () => {
    expect(compareRuns(run(false), run(true))).toMatchObject({ firstDifferent: 9, what: 'type' });
    const shorter = new HistoryBuilder();
    shorter.add('ExecutionStarted');
    expect(compareRuns(run(false), indexOf(shorter))).toMatchObject({ firstDifferent: 1, what: 'missing' });
  });
  it('part at data that only the payloads show', () => {
    expect(compareRuns(run(false), run(false), { a: ['x', 'y', 'z'], b: ['x', 'y', 'other'] })).toMatchObject({ firstDifferent: 2, what: 'payload' });
  });
  it('do not differ by times and names', () => {
    expect(withoutTime('{"timestamp":"2026-01-05T09:00:00Z","type":"A","name":"run-1"}', 'run-1')).toBe('{"type":"A","name":""}');
  });
});

it('counts retries as transitions', () => {
  expect(transitionsOf(run(false))).toBe(3);
});

describe('stepping over', () => {
  it('goes through a container to the state behind it', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.add('ParallelStateEntered', { state: 'Both', previousEventId: 0 });
    const started = builder.add('ParallelStateStarted', { state: 'Both' });
    builder.add('PassStateEntered', { state: 'A', previousEventId: started });
    builder.add('PassStateExited', { state: 'A' });
    builder.add('ParallelStateSucceeded', { state: 'Both' });
    builder.add('ParallelStateExited', { state: 'Both' });
    builder.add('PassStateEntered', { state: 'After' });
    const { visits } = indexOf(builder);
    expect(nextOnLevel(visits, visits[0], 2)?.state).toBe('After');
    expect(nextOnLevel(visits, visits[1], 4)?.state).toBe('After');
    expect(nextOnLevel(visits, undefined, 0)?.state).toBe('Both');
  });
});

describe('stepping over in a branch', () => {
  it('stays in the branch while others go on', () => {
    const builder = new HistoryBuilder();
    builder.add('ExecutionStarted');
    builder.add('ParallelStateEntered', { state: 'Both', previousEventId: 0 });
    const started = builder.add('ParallelStateStarted', { state: 'Both' });
    const a = builder.add('TaskStateEntered', { state: 'A1', previousEventId: started });
    const b = builder.add('TaskStateEntered', { state: 'B1', previousEventId: started });
    const leftB = builder.add('TaskStateExited', { state: 'B1', previousEventId: b });
    builder.add('TaskStateEntered', { state: 'B2', previousEventId: leftB });
    const leftA = builder.add('TaskStateExited', { state: 'A1', previousEventId: a });
    builder.add('TaskStateEntered', { state: 'A2', previousEventId: leftA });
    const { visits } = indexOf(builder);
    expect(nextOnLevel(visits, visits[1], 4)?.state).toBe('A2');
    expect(nextOnLevel(visits, visits[2], 5)?.state).toBe('B2');
    expect(nextOnLevel(visits, visits[3], 7)).toBeUndefined();
  });
});

describe('test cases', () => {
  const with_ = (document: WorkflowDocument, change: Partial<WorkflowDocument>): WorkflowDocument => ({ ...document, ...change });

  it('keep their own texts while another is chosen', () => {
    let document: WorkflowDocument = { ...EMPTY_DOCUMENT, input: '{"a":1}', mocks: '{"T":[]}' };
    expect(casesOf(document)).toEqual([{ name: '', input: '{"a":1}', mocks: '{"T":[]}' }]);
    document = with_(document, addCase(document, 'Good'));
    document = with_(document, addCase(document, freeName(document)));
    expect(document.caseName).toBe('Case 2');
    document = with_(document, { input: '{"a":2}' });
    document = with_(document, chooseCase(document, 'Good'));
    expect([document.input, document.caseName]).toEqual(['{"a":1}', 'Good']);
    document = with_(document, renameCase(document, 'Good', 'Case 2'));
    expect(document.caseName).toBe('Case 2 2');
    document = with_(document, chooseCase(document, 'Case 2'));
    expect(document.input).toBe('{"a":2}');
    document = with_(document, removeCase(document, 'Case 2'));
    expect([document.caseName, document.input]).toEqual(['Case 2 2', '{"a":1}']);
    document = with_(document, removeCase(document, 'Case 2 2'));
    expect([document.cases, document.input]).toEqual([[], '{"a":1}']);
  });
});

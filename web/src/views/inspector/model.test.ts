import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../../test-support/history.ts';
import { HistoryIndex } from '../../run/history-index.ts';
import { eventsToAsk, inspectionFromEvents, payloadOf } from './from-events.ts';
import { attemptRows, definitionOf, firstOpenStage, flowStages, retriersOf, shownVisit, visitHead } from './model.ts';

const builder = new HistoryBuilder(1_000);
builder.add('ExecutionStarted');
builder.task('Pay', { ms: 500, waits: [2_000] });
builder.task('Ship');
const index = new HistoryIndex();
index.append(builder.events);

describe('a visit', () => {
  it('has a head line as of the cursor', () => {
    const visit = shownVisit(index, { state: 'Pay', visit: undefined }, 10);
    expect(visit && visitHead(index, visit, 10)).toEqual({ status: 'succeeded', retries: 1, durationMs: 3_000, firstEvent: 2, lastEvent: 9 });
    expect(visit && visitHead(index, visit, 4)).toEqual({ status: 'inProgress', retries: 0, durationMs: 0, firstEvent: 2, lastEvent: 4 });
    expect(shownVisit(index, { state: 'Ship', visit: undefined }, 4)).toBeUndefined();
  });

  it('lists its attempts', () => {
    const visit = index.visits[0];
    expect(visit && attemptRows(index, visit, 10).map((row) => [row.outcome, row.error, row.durationMs, row.waitedMs])).toEqual([
      ['failed', 'Gateway.Timeout', 500, 0],
      ['succeeded', undefined, 500, 2_000],
    ]);
  });
});

describe('data flow', () => {
  const stages = flowStages({
    state: 'Pay', enteredEventId: 2, variables: {},
    stages: [
      { stage: 'input', value: '{"a":1}' },
      { stage: 'afterInputPath', value: '{"a":1}' },
      { stage: 'afterParameters', value: '{"p":1}' },
      { stage: 'result', value: '{"r":1}' },
      { stage: 'afterResultPath', expression: '$.x', value: '{"a":1,"x":{"r":1}}' },
      { stage: 'output', value: '{"a":1,"x":{"r":1}}' },
    ],
  });
  it('says what each stage did, ResultPath against the input', () => {
    expect(stages.map((stage) => stage.effect)).toEqual(['source', 'unchanged', 'changed', 'source', 'changed', 'unchanged']);
    expect(stages[4]?.before).toBe('{"a":1}');
    expect(firstOpenStage(stages)).toBe('afterResultPath');
  });
  it('opens the stage that failed', () => {
    const failed = flowStages({ state: 'A', enteredEventId: 1, variables: {}, stages: [{ stage: 'input', value: '1' }, { stage: 'afterParameters', error: 'States.Runtime' }] });
    expect(firstOpenStage(failed)).toBe('afterParameters');
  });
  it('can be told from the events alone', () => {
    const visit = index.visits[0];
    if (visit === undefined) throw new Error('no visit');
    expect(eventsToAsk(index, visit, index.length).map((ask) => [ask.stage, ask.at])).toEqual([['input', 1], ['afterParameters', 5], ['result', 7], ['output', 8]]);
    expect(payloadOf('{"id":2,"stateEnteredEventDetails":{"name":"Pay","input":"{\\"a\\":1}"}}')).toBe('{"a":1}');
    expect(payloadOf('nothing')).toBeUndefined();
    const inspection = inspectionFromEvents(index, visit, [{ stage: 'input', details: '{"stateEnteredEventDetails":{"input":"1"}}' }]);
    expect([inspection.stages, inspection.next]).toEqual([[{ stage: 'input', value: '1' }], 'Ship']);
  });
});

describe('definition', () => {
  const text = '{"States":{"Pay": {"Type":"Task","Retry":[{"ErrorEquals":["A"]}]}}}';
  const summary = { name: 'Pay', type: 'Task' as const, from: 11, to: text.length - 2, queryLanguage: 'JSONPath' as const };
  it('is cut out of the text', () => {
    expect(definitionOf(text, summary)).toBe('{"Type":"Task","Retry":[{"ErrorEquals":["A"]}]}');
    expect(retriersOf(definitionOf(text, summary))).toEqual(['{"ErrorEquals":["A"]}']);
    expect(retriersOf('{"Type"')).toEqual([]);
  });
});

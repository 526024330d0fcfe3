// Round trips through every exported function of the built wasm modules, in Node: `cargo xtask test` runs them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../../web/src/wasm/', import.meta.url);
const engine = await import(new URL('asl_wasm.js', folder));
engine.initSync({ module: readFileSync(new URL('asl_wasm_bg.wasm', folder)) });
assert.throws(() => new engine.Runner().start({ definition: '{}', input: '', mocks: '', config: { type: 'STANDARD', seed: 1, startTimeMs: 0, name: 'a', quotas: 'real' } }), /setSampleShapes/);
engine.setSampleShapes((await import(new URL('asl_wasm_samples.js', folder))).default);
const tools = await import(new URL('asl_wasm_tools.js', folder));
tools.initSync({ module: readFileSync(new URL('asl_wasm_tools_bg.wasm', folder)) });

const TASK = JSON.stringify({
  Comment: '日本語',
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f', Next: 'Done' },
    Done: { Type: 'Pass', End: true },
  },
});
const TOKEN = JSON.stringify({
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
      End: true,
    },
  },
});
const options = { textWidths: {}, collapsed: [], leftToRight: false, touch: false, compact: false };
const config = { type: 'STANDARD', seed: 1, startTimeMs: 1767225600000, name: 'test', quotas: 'real' };
const start = (definition, input = '', mocks = '') => {
  const runner = new engine.Runner();
  return { runner, answer: runner.start({ definition, input, mocks, config }) };
};

test('version is that of the workspace', () => {
  assert.match(engine.version(), /^\d+\.\d+\.\d+/);
});

test('analyze gives diagnostics, states and a drawing as plain objects', () => {
  const analysis = engine.analyze(TASK, { ...options, textWidths: { Call: 31.5 } });
  assert.deepEqual(analysis.states.map((state) => [state.name, state.type, state.mockable ?? false]), [
    ['Call', 'Task', true],
    ['Done', 'Pass', false],
  ]);
  assert.equal(analysis.comment, '日本語');
  assert.equal(TASK.slice(analysis.states[1].from, analysis.states[1].to), '"Done":{"Type":"Pass","End":true}');
  assert.ok(analysis.graph.nodes.some((node) => node.label === 'Call' && node.width > 0));
  assert.deepEqual(Object.getPrototypeOf(analysis), Object.prototype);
  assert.equal(engine.analyze('', options).graph, undefined);
});

test('analyze survives hostile texts', () => {
  assert.equal(engine.analyze('{"States":{"":{}}}', options).states.length, 1);
  for (const text of ['['.repeat(10_000), '{"a":'.repeat(10_000), '\ud800', '"', '\0']) {
    assert.ok(engine.analyze(text, options).diagnostics.length > 0, text.slice(0, 20));
  }
});

test('diagnose gives the diagnostics of analyze alone', () => {
  assert.deepEqual(engine.diagnose(TOKEN, 'EXPRESS'), engine.analyze(TOKEN, options, 'EXPRESS').diagnostics);
  assert.deepEqual(engine.diagnose(TASK), engine.analyze(TASK, options).diagnostics);
});

test('analyze knows the rules of Express workflows', () => {
  const errors = (type) => engine.analyze(TOKEN, options, type).diagnostics.filter((found) => found.severity === 'error');
  assert.deepEqual(errors().map((found) => found.message), []);
  assert.match(errors('EXPRESS')[0].message, /does not support '.waitForTaskToken'/);
});

test('the editor asks what can be written, what a thing is and where a name is used', () => {
  const inside = TASK.indexOf('"Done"') + 2;
  const list = engine.complete(TASK, inside);
  assert.deepEqual(list.items.map((item) => [item.label, item.kind, item.detail, item.insert]), [['Done', 'state', 'Pass', '"Done"']]);
  assert.equal(TASK.slice(list.from, list.to), '"Done"');
  const fields = engine.complete(TASK.replace('"End":true', ''), TASK.indexOf('"End":true'));
  assert.equal(fields.owner, 'Pass');
  assert.ok(fields.items.some((item) => item.label === 'ResultPath' && item.kind === 'field'));

  const hover = engine.hover(TASK, TASK.indexOf('"Resource"') + 3);
  assert.deepEqual([hover.kind, hover.owner, hover.name, hover.detail], ['field', 'Task', 'Resource', 'ARN · required']);
  assert.equal(engine.hover(TASK, 0), undefined);

  const uses = engine.stateUses(TASK, inside);
  assert.equal(uses.name, 'Done');
  assert.deepEqual(uses.places.map(({ from, to }) => TASK.slice(from, to)), ['"Done"', '"Done"']);
  assert.deepEqual(uses.definition, uses.places[1]);
  assert.equal(engine.stateUses(TASK, 0), undefined);

  const renamed = engine.renameState(TASK, inside, 'Ende');
  assert.equal(renamed.kind, 'edits');
  assert.deepEqual(renamed.edits.map((edit) => edit.insert), ['"Ende"', '"Ende"']);
  assert.deepEqual(engine.renameState(TASK, inside, 'Call'), { kind: 'refused', reason: 'taken' });

  const call = '{"States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Format(\'{}\', $.x)"}}}}';
  assert.deepEqual(engine.signature(call, call.indexOf('$.x')), { name: 'States.Format', parameters: 'template,values…', argument: 1 });
  assert.equal(engine.signature(call, 0), undefined);

  assert.deepEqual(JSON.parse(engine.formatDefinition(TASK)), JSON.parse(TASK));
  assert.equal(engine.formatDefinition('{'), undefined);
  const yaml = engine.formatDefinition(TASK, 'yaml');
  assert.match(yaml, /^Comment: 日本語\nStartAt: Call\nStates:\n {2}Call:\n/);
  assert.deepEqual(JSON.parse(engine.formatDefinition(yaml, 'json')), JSON.parse(TASK));
  assert.equal(engine.analyze(yaml, options).format, 'yaml');
});

test('the editor may ask about any text and any offset', () => {
  for (const text of ['', '{', '['.repeat(5_000), '\ud800', 'a: &b\n  <<: *b\n', TASK.slice(0, 60)]) {
    for (const offset of [0, 3, text.length, 4_000_000_000]) {
      engine.complete(text, offset);
      engine.hover(text, offset);
      engine.signature(text, offset);
      engine.stateUses(text, offset);
      assert.equal(engine.renameState(text, offset, '').kind, 'refused');
    }
    engine.formatDefinition(text);
  }
});

test('checkInput and checkMocks locate problems', () => {
  assert.deepEqual(engine.checkInput('{"a": 1}'), []);
  const [problem] = engine.checkInput('{\n  "日": ?\n}');
  assert.deepEqual([problem.severity, problem.line, problem.column], ['error', 2, 8]);
  assert.deepEqual(engine.checkMocks('{"Call": [{"return": 1}]}', TASK), []);
  assert.equal(engine.checkMocks('{"Nobody": []}', TASK)[0].severity, 'warning');
});

test('an execution without an input gets one of what is read', () => {
  const reads = TASK.replace('"Type":"Task"', '"Type":"Task","InputPath":"$.order.id"');
  assert.deepEqual(JSON.parse(engine.sampleInput(reads)), { order: { id: 'order-1' } });
  assert.equal(engine.sampleInput(TASK), '{}');
  assert.equal(engine.sampleInput('{"a":'.repeat(10_000)), '{}');
});

test('a runner runs, pages its history and inspects', () => {
  const { runner, answer } = start(TASK, '{"a":1}', '{"Call":[{"return":{"b":2.0}}]}');
  assert.deepEqual(answer, { kind: 'started' });
  const state = runner.run(1000);
  assert.equal(state.status, 'SUCCEEDED');
  assert.equal(state.output, '{"b":2.0}');
  const rows = JSON.parse(runner.history(0, 1000));
  assert.equal(rows.length, state.eventCount);
  assert.deepEqual(JSON.parse(runner.history(1, 2)).map((row) => row.id), [2, 3]);
  const events = runner.historyText(0, 1000).trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(events[0].type, 'ExecutionStarted');
  assert.deepEqual(JSON.parse(runner.eventDetails(1)), events[0]);
  assert.equal(runner.eventDetails(99), '');
  runner.free();
});

test('restart gives the same history again', () => {
  const { runner } = start(TASK);
  runner.run(1000);
  const first = runner.historyText(0, 1000);
  assert.equal(runner.restart(), true);
  runner.run(1000);
  assert.equal(runner.historyText(0, 1000), first);
  assert.equal(new engine.Runner().restart(), false);
});

test('refusals are answers, not exceptions', () => {
  assert.equal(start('{').answer.part, 'definition');
  assert.equal(start(TASK, '{').answer.part, 'input');
  assert.equal(start(TASK, '', '[]').answer.part, 'mocks');
});

test('misuse throws an Error that says what is wrong', () => {
  assert.equal(new engine.Runner().run(1).eventCount, 0);
  assert.throws(() => new engine.Runner().start({ definition: TASK }), /missing field/);
  assert.throws(() => new engine.Runner().start(TASK), /expected an object/);
  const graph = { textWidths: {}, collapsed: [], leftToRight: false, touch: false, compact: false };
  assert.throws(() => engine.analyze(TASK, { ...graph, wide: true }), /unknown field `wide`/);
  assert.throws(() => engine.analyze(TASK, { ...graph, collapsed: [1] }), /field `collapsed` must be a list of strings/);
  assert.throws(() => engine.analyze(TASK, { ...graph, textWidths: { a: '1' } }), /field `textWidths` must be/);
  assert.ok(engine.analyze(TASK, { ...graph, textWidths: { a: 1 } }).graph.nodes.length > 0);
  assert.throws(() => start(TOKEN).runner.sendTaskSuccess('none', '1'), Error);
});

test('tokens, heartbeats, failures, time and stop', () => {
  const never = '{"Ask":[{"never":true}]}';
  const waiting = () => {
    const { runner } = start(TOKEN, '', never);
    const state = runner.run(1000);
    assert.equal(state.idle, true);
    return { runner, token: state.waiting[0].token };
  };
  const success = waiting();
  success.runner.sendTaskHeartbeat(success.token);
  success.runner.sendTaskSuccess(success.token, '{"ok":true}');
  assert.equal(success.runner.run(1000).output, '{"ok":true}');
  const failure = waiting();
  failure.runner.sendTaskFailure(failure.token, 'No', 'because');
  assert.deepEqual([failure.runner.run(1000).status, failure.runner.step().error], ['FAILED', 'No']);
  assert.equal(waiting().runner.stop('E', 'c').status, 'ABORTED');
  assert.equal(waiting().runner.letTimePass().status, 'TIMED_OUT');
});

test('the same stimuli give the same bytes, in one run or step by step', () => {
  const whole = start(TASK).runner;
  whole.run(1000);
  const stepped = start(TASK).runner;
  while (stepped.step().status === 'RUNNING');
  assert.equal(stepped.historyText(0, 1000), whole.historyText(0, 1000));
});

test('an endless loop ends at the limit of 25,000 events', () => {
  const { runner } = start('{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A"}}}');
  let state = runner.run(1000);
  while (state.status === 'RUNNING') state = runner.run(1000);
  assert.deepEqual([state.status, state.eventCount], ['FAILED', 25000]);
});

test('an exercise is judged, and a pack of exercises is looked at', () => {
  const exercise = JSON.stringify({
    exercise: {
      id: 'T-1',
      kind: 'build',
      check: { runs: [{ input: {}, mocks: { Call: [{ return: 1 }] }, expect: { status: 'SUCCEEDED', visits: { Done: 1 }, output: 2 } }] },
      wrong: [{ id: 'one', fails: 'runs/0/output', when: [{ got: 1 }] }],
    },
  });
  const examiner = new engine.Examiner();
  const ask = (question) => examiner.answer(question);
  const work = { definition: TASK, mocks: '', answer: '' };
  const report = tools.checkExercise(exercise, work, ask);
  assert.equal(report.passed, false);
  assert.equal(report.wrong, 'one');
  assert.deepEqual(
    report.assertions.map(({ id, holds }) => [id, holds]),
    [['diagnostics/errors', true], ['runs/0/status', true], ['runs/0/visits/Done', true], ['runs/0/output', false]],
  );
  assert.throws(() => tools.checkExercise('{}', work, ask), /not an exercise/);
  assert.throws(() => tools.checkExercise(exercise, { ...work, type: 'FAST' }, ask), /FAST/);
  const trap = new WebAssembly.RuntimeError('unreachable');
  assert.throws(() => tools.checkExercise(exercise, work, () => { throw trap; }), trap);
  const problems = tools.validateExercises('{"format_version": 1, "id": "p", "exercises": [{}]}', ask);
  assert.ok(problems.some(({ code, detail }) => code === 'missing-member' && detail === 'title'));
  assert.deepEqual(tools.validateExercises('{', ask).map(({ code }) => code), ['not-json']);
});

test('a scene goes into a link and comes back', () => {
  const scene = { title: '注文', definition: TASK, input: '{\n  "mail": "ana@shop.de"\n}', cursor: 3 };
  const link = tools.encodeShareLink(scene, { keepFormatting: true, replacePrivate: false });
  assert.deepEqual(tools.decodeShareLink(`https://example.com/#/w/${link}`), { kind: 'scene', scene });
  assert.deepEqual(tools.decodeShareLink('9.x'), { kind: 'newerVersion', version: 9 });
  assert.deepEqual(tools.decodeShareLink('x'), { kind: 'notALink' });
  assert.deepEqual(tools.findSensitive(scene).map(({ kind, part }) => [kind, part]), [['mailAddress', 'input']]);
  assert.throws(() => tools.encodeShareLink({}, { keepFormatting: true, replacePrivate: false }), /definition/);
  const large = { definition: 'x'.repeat(5_000_000) };
  assert.throws(() => tools.encodeShareLink(large, { keepFormatting: true, replacePrivate: false }), { name: 'Error', code: 'tooLarge' });
});

test('mocks of Step Functions Local are read', () => {
  const text = JSON.stringify({
    StateMachines: { M: { TestCases: { C: { Call: 'R' } } } },
    MockedResponses: { R: { 0: { Return: { ok: true } } } },
  });
  const answer = JSON.parse(tools.convertMocks(JSON.stringify({ from: 'mockConfigFile', text })));
  assert.deepEqual(answer.testCases, [{ machine: 'M', testCase: 'C' }]);
  assert.deepEqual(JSON.parse(answer.text).Call[0], { return: { ok: true }, calls: '0' });
  const back = JSON.parse(tools.convertMocks(JSON.stringify({ from: 'mocks', text: answer.text, machine: 'M', testCase: 'C' })));
  assert.deepEqual([JSON.parse(back.text), back.problems], [JSON.parse(text), []]);
});

test('a mocked result is checked against the table of the tools', () => {
  const definition = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'q', MessageBody: 'b' }, End: true };
  const asked = (result) => {
    const mock = { result: JSON.stringify(result), fieldValidationMode: 'STRICT' };
    return JSON.parse(engine.testState(JSON.stringify({ definition, mock, input: '{}' }), tools.apiShapes()));
  };
  assert.equal(asked({ MessageId: 'm' }).status, 'SUCCEEDED');
  assert.match(asked({ MessageId: 1 }).message, /Field 'MessageId' must be a string/);
});

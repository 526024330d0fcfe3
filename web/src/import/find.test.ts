import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findWorkflows, type FoundWorkflow } from './find.ts';
import { readHistory } from './history.ts';
import { readTolerantJson } from './tolerant-json.ts';
import type { ExecutionConfig, WasmEngine } from '../shared/protocol.ts';
import { loadEngine } from '../worker/load.ts';

const MACHINE = { Comment: 'Two steps', StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } } };
const TEXT = JSON.stringify(MACHINE, null, 2);

function found(text: string, name?: string): readonly FoundWorkflow[] {
  const findings = findWorkflows(text, name);
  return findings.kind === 'workflows' ? findings.workflows : [];
}
const definitions = (text: string): unknown[] => found(text).map((one) => readTolerantJson(one.definition)?.value);

it('knows a whole workflow that the page itself has saved, with its mocks', () => {
  const file = JSON.stringify({ stepthrough: 1, title: 'Flow', definition: TEXT, mocks: '{"A":[]}' }, undefined, 2);
  expect(findWorkflows(file, 'flow.stepthrough.json')).toEqual({ kind: 'project', scene: { title: 'Flow', definition: TEXT, mocks: '{"A":[]}' } });
});

it('knows a file of mocks of Step Functions Local', () => {
  const file = { StateMachines: { Flow: { TestCases: { Happy: { A: 'OK' } } } }, MockedResponses: { OK: { 0: { Return: {} } } } };
  expect(findWorkflows(JSON.stringify(file, undefined, 2))).toEqual({ kind: 'mocks', text: JSON.stringify(file) });
  expect(findWorkflows('{ "MockedResponses": 3 }')).toEqual({ kind: 'nothing' });
});

describe('definitions', () => {
  it('are taken as they are written', () => {
    expect(found(TEXT)[0]).toMatchObject({ definition: TEXT, title: 'Two steps', shape: 'machine', states: 2, mends: [], line: 1 });
    const commented = `// mine\n${TEXT.replace('"B": {', '// the end\n    "B": {')}`;
    expect(found(commented)[0]?.definition).toBe(commented);
    expect(found(`${TEXT}\n`)[0]?.definition).toBe(`${TEXT}\n`);
  });
  it('take the name of their file', () => {
    expect(found('{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}')[0]?.title).toBe('');
    for (const name of ['order.asl.json', 'order.png', 'order.svg', 'order.yaml.gz', 'order.asl', 'order.ts']) expect(found(TEXT, name)[0]?.title).toBe('order');
  });
  it('are found as YAML, with anchors', () => {
    const yaml = 'StartAt: A\nStates:\n  A: &a\n    Type: Pass\n    Next: B\n  B:\n    <<: *a\n    Next: C\n  C:\n    Type: Succeed\n';
    expect(found(yaml)[0]).toMatchObject({ definition: yaml, states: 3 });
  });
  it('may leave parts out with dots', () => {
    expect(definitions('{"StartAt":"A","States":{"A":{"Type":"Pass","Result":...,"End":true}, ...}}')).toEqual([
      { StartAt: 'A', States: { A: { Type: 'Pass', Result: {}, End: true } } },
    ]);
  });
});

describe('fragments', () => {
  it('are wrapped: a lone state, with its comments', () => {
    const [state] = found('{\n  // asks the till\n  "Type": "Task",\n  "Resource": "arn:aws:states:::lambda:invoke",\n  "Next": "Ship"\n}');
    expect(state).toMatchObject({ shape: 'state', mends: ['wrapped', 'targets', 'startAt'] });
    expect(state?.definition).toContain('// asks the till');
    expect(readTolerantJson(state?.definition ?? '')?.value).toMatchObject({ StartAt: 'TaskState', States: { TaskState: { Next: 'Ship' }, Ship: { Type: 'Pass', End: true } } });
  });
  it('are wrapped: a bare map of states begins with the state that none leads to', () => {
    const [states] = found('{"B": {"Type": "Succeed"}, "A": {"Type": "Pass", "Next": "B"}}');
    expect(readTolerantJson(states?.definition ?? '')?.value).toMatchObject({ StartAt: 'A' });
  });
  it('are mended where names, types and ends are missing', () => {
    const [sketch] = found('{"startAt": "A", "States": {"A": {"Resource": "arn:aws:states:::lambda:invoke", "next": "B", "End": false}, "B": {}}}');
    expect(sketch?.mends).toEqual(['names', 'types', 'ends']);
    expect(readTolerantJson(sketch?.definition ?? '')?.value).toEqual({
      StartAt: 'A', States: { A: { Type: 'Task', Next: 'B', Resource: 'arn:aws:states:::lambda:invoke' }, B: { Type: 'Pass', End: true } },
    });
  });
});

describe('templates and answers', () => {
  it('give the definitions of the service’s API', () => {
    const describeAnswer = JSON.stringify({ stateMachineArn: 'arn', name: 'orders', type: 'EXPRESS', definition: JSON.stringify(MACHINE) });
    expect(found(describeAnswer)[0]).toMatchObject({ title: 'orders', express: true, definition: TEXT });
    expect(definitions(JSON.stringify({ name: 'x', definition: TEXT, roleArn: 'arn' }))).toEqual([MACHINE]);
  });
  it('give those of CloudFormation and SAM, with substitutions', () => {
    const template = `Resources:\n  Orders:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Type: EXPRESS\n      DefinitionSubstitutions:\n        Fn: !GetAtt Pay.Arn\n        Table: orders\n      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, Resource: "\${Fn}", End: true }\n  Bills:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      RoleArn: !Sub "\${Role}"\n      DefinitionString: !Sub |\n        {"StartAt": "B", "States": {"B": {"Type": "Task", "Resource": "\${Pay.Arn}", "End": true}}}\n`;
    expect(found(template).map(({ title, express, placeholders }) => ({ title, express, placeholders }))).toEqual([
      { title: 'Orders', express: true, placeholders: { Fn: '${Pay.Arn}' } },
      { title: 'Bills', express: false, placeholders: { 'Pay.Arn': '' } },
    ]);
  });
  it('give those of the CDK’s joined strings', () => {
    const template = { Resources: { M1: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: { 'Fn::Join': ['', ['{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"', { 'Fn::GetAtt': ['Pay', 'Arn'] }, '","End":true}}}']] } } } } };
    expect(found(JSON.stringify(template))[0]).toMatchObject({ title: 'M1', placeholders: { 'Pay.Arn': '' } });
  });
  it('give those of Serverless', () => {
    const yaml = 'service: a\nstepFunctions:\n  stateMachines:\n    hello:\n      type: EXPRESS\n      definition:\n        StartAt: A\n        States:\n          A:\n            Type: Succeed\n';
    expect(found(yaml)[0]).toMatchObject({ title: 'hello', express: true });
  });
  it('give those of Terraform’s heredocs', () => {
    const hcl = `resource "aws_sfn_state_machine" "orders" {\n  name = "o"\n  definition = <<-EOF\n    ${TEXT.replaceAll('\n', '\n    ')}\n  EOF\n}\nresource "aws_sfn_state_machine" "bills" {\n  definition = <<EOF\n${TEXT}\nEOF\n}\n`;
    expect(found(hcl).map((one) => one.title)).toEqual(['orders', 'bills']);
    expect(found(hcl)[0]?.definition).toBe(TEXT);
  });
  it('give those that Terraform writes as JSON itself', () => {
    const hcl = `resource "aws_sfn_state_machine" "pay" {
  type       = "EXPRESS"
  definition = jsonencode({
    StartAt = "Pay" # first
    "States" : {
      Pay = {
        Type     = "Task", Resource = aws_lambda_function.pay.arn
        Retry    = [{ ErrorEquals = ["States.ALL"], BackoffRate = 1.5 }]
        Parameters = { "id.$" = "$.id", name = "\${var.prefix}-\${lookup(var.m, "k")}", tags = var.on ? ["a"] : [] }
        Next     = "Done"
      }
      Done = { Type = "Succeed" }
    }
  })
}
`;
    const [one] = found(hcl);
    expect(one).toMatchObject({ title: 'pay', express: true, states: 2, line: 3 });
    expect(JSON.parse(one?.definition ?? '')).toEqual({
      StartAt: 'Pay',
      States: {
        Pay: {
          Type: 'Task', Resource: '${aws_lambda_function.pay.arn}', Retry: [{ ErrorEquals: ['States.ALL'], BackoffRate: 1.5 }],
          Parameters: { 'id.$': '$.id', name: '${var.prefix}-${lookup(var.m, "k")}', tags: "${var.on ? ['a'] : []}" }, Next: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    });
    for (const broken of ['jsonencode({', 'jsonencode({ a = }', `jsonencode(${'{ a = ['.repeat(500)}`, 'jsonencode({ States = { A = "x }'])
      expect(findWorkflows(`definition = ${broken}`).kind, broken).toBe('nothing');
  });
});

describe('notes', () => {
  it('give every block, fenced or not, with its heading and line', () => {
    const note = `# Orders\n\n\`\`\`json\n${TEXT}\n\`\`\`\n\n## Wait\n\n~~~\n{"Type": "Wait", "Seconds": 3, "End": true}\n~~~\n\n\`\`\`python\nprint({})\n\`\`\`\n`;
    expect(found(note).map(({ title, shape, line }) => ({ title, shape, line }))).toEqual([
      { title: 'Two steps', shape: 'machine', line: 4 },
      { title: 'Wait', shape: 'state', line: 9 + TEXT.split('\n').length },
    ]);
    expect(found(`policy.json\n{\n "Version": 1\n}\nmachine.json\n${TEXT}\naws stepfunctions list\n`)).toHaveLength(1);
  });
  it('without a workflow give nothing', () => {
    for (const text of ['', 'Only words: and a colon.', '# Title\n\n- a\n- b\n', '{"a": 1}', '[1, 2]', '{', 'a: 1\nb:\n  - c\n', '```json\n{"Version": 1}\n```']) expect(findWorkflows(text).kind, text).toBe('nothing');
  });
});

describe('hostile text', () => {
  it('is bounded in depth, number and growth', () => {
    expect(findWorkflows('['.repeat(100_000)).kind).toBe('nothing');
    expect(findWorkflows('{"a":'.repeat(50_000)).kind).toBe('nothing');
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefg'[at] ?? 'a'}`).join()}]`).join('\n')}\n`;
    expect(findWorkflows(bomb).kind).toBe('nothing');
    expect(found(`${TEXT}\n`.repeat(5_000)).length).toBeLessThanOrEqual(100);
    expect(findWorkflows('x'.repeat(20_000_001)).kind).toBe('tooLarge');
    expect(definitions('{"StartAt":"A","States":{"A":{"Type":"Pass","__proto__":{"polluted":1},"End":true}}}')).toHaveLength(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

/** Texts that make readers look at the same signs again and again; at this length one that does is at it for minutes. */
const LONG = 1_000_000;
it.each([
  ['headings', '# '], ['a heading of blanks', '# a', ' '], ['fences', '```json\n{}\n'], ['blocks of Terraform', 'definition = <<EOF\n'], ['encoded blocks', 'definition = jsonencode({'],
  ['blank lines behind a block', 'definition = <<EOF\nEOF\n', '\n'], ['resources', 'resource "aws_sfn_state_machine" "a" {\n'], ['comments', '/*'], ['dots', '...'], ['blanks', ' '], ['backslashes', '"', '\\'],
])('is done in time with %s', (_, begin, again = begin) => {
  expect(findWorkflows(`${begin}${again.repeat(LONG / again.length)}b`).kind).toBe('nothing');
});

describe('histories', () => {
  const history = {
    events: [
      { id: 3, previousEventId: 2, timestamp: 1735725601.5, type: 'TaskScheduled', taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke' } },
      { id: 1, previousEventId: 0, timestamp: '2025-01-01T10:00:00.000Z', type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
      { id: 2, previousEventId: 1, timestamp: '2025-01-01T10:00:01.000Z', type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Pay', input: '{}' } },
      { id: 4, previousEventId: 3, timestamp: '2025-01-01T10:00:02Z', type: 'TaskFailed', taskFailedEventDetails: { error: 'Declined', cause: 'no' } },
      { id: 5, previousEventId: 4, timestamp: '2025-01-01T10:00:02Z', type: 'ExecutionFailed', executionFailedEventDetails: { error: 'Declined', cause: 'no' } },
    ],
  };
  it('are known and read', () => {
    expect(findWorkflows(JSON.stringify(history)).kind).toBe('history');
    const read = readHistory(history);
    expect(read?.views.map((view) => [view.id, view.type, view.state ?? null, view.timestampMs - 1735725600000])).toEqual([
      [1, 'ExecutionStarted', null, 0], [2, 'TaskStateEntered', 'Pay', 1000], [3, 'TaskScheduled', 'Pay', 1500], [4, 'TaskFailed', 'Pay', 2000], [5, 'ExecutionFailed', null, 2000],
    ]);
    expect(read?.state).toMatchObject({ status: 'FAILED', error: 'Declined' });
    expect(read?.views[2]?.resource).toBe('lambda:invoke');
  });
  it('are put together of pages, and of what an Express workflow logs', () => {
    const page = (...ids: number[]): string => JSON.stringify({ events: history.events.filter((event) => ids.includes(event.id)), nextToken: 'x' }, undefined, 2);
    const whole = (text: string): unknown => {
      const findings = findWorkflows(text);
      return findings.kind === 'history' ? readHistory(JSON.parse(findings.text) as Parameters<typeof readHistory>[0])?.views.map((view) => [view.type, view.state ?? null]) : findings.kind;
    };
    const all = [['ExecutionStarted', null], ['TaskStateEntered', 'Pay'], ['TaskScheduled', 'Pay'], ['TaskFailed', 'Pay'], ['ExecutionFailed', null]];
    expect(whole(`${page(5, 4, 3)}\n${page(3, 2)}\n${page(1)}`)).toEqual(all);
    const lines = history.events.map((event) => ({
      id: String(event.id), type: event.type, details: Object.values<unknown>(event).find((member) => typeof member === 'object') ?? {}, previous_event_id: String(event.previousEventId), event_timestamp: '1735725600000', execution_arn: 'arn:x',
    }));
    expect(whole(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual(all);
    expect(whole(JSON.stringify({ events: lines.map((line) => ({ timestamp: 1, message: JSON.stringify(line) })) }))).toEqual(all);
    expect(whole('events:\n- id: 1\n  previousEventId: 0\n  type: ExecutionStarted\n  timestamp: "2025-01-01T10:00:00Z"\n')).toEqual([['ExecutionStarted', null]]);
    expect(whole(`${page(1, 2)}\n{"events": [{"id": 3`)).toEqual(all.slice(0, 2));
  });
});

const WASM = new URL('../wasm/asl_wasm_bg.wasm', import.meta.url);
const SEEDS = new URL('../../../../shared/seeds/', import.meta.url);
const ready = existsSync(WASM) && existsSync(SEEDS);
if (!ready) console.log('notes or engine not found: the raw notes are skipped');

describe.skipIf(!ready)('the raw notes', () => {
  let engine: WasmEngine;
  beforeAll(async () => {
    engine = await loadEngine(await WebAssembly.compile(readFileSync(WASM)));
  });
  const config: ExecutionConfig = { type: 'STANDARD', seed: 1, startTimeMs: 0, name: 'a', quotas: 'real' };
  const EXPECTED = [
    ['machine', 'states', 'state', 'states'], ['machine'], ['machine'], ['machine'], [],
  ];
  const notes = ready ? readdirSync(SEEDS).filter((file) => file.endsWith('.txt')).sort() : [];
  it.each(notes.map((file, at) => ({ file, shapes: EXPECTED[at] ?? [] })))('$file', ({ file, shapes }) => {
    const workflows = found(readFileSync(new URL(file, SEEDS), 'utf8'));
    expect(workflows.map((one) => one.shape)).toEqual(shapes);
    for (const one of workflows) {
      const analysis = engine.analyze(one.definition, { textWidths: {}, collapsed: [], leftToRight: false, touch: false, compact: false });
      expect(analysis.graph?.nodes.length, one.title).toBeGreaterThan(1);
      const runner = engine.createRunner();
      expect(runner.start({ definition: one.definition, input: '{}', mocks: '{}', config }), one.definition).toMatchObject({ kind: 'started' });
      const state = runner.run(30_000);
      // An empty input may make it fail; it ends or waits for a person all the same.
      expect(state.status !== 'RUNNING' || state.idle, one.title).toBe(true);
      expect(state.eventCount, one.title).toBeGreaterThan(2);
      runner.free();
    }
  });
});

describe('what is not finished', () => {
  it.each([
    '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},',
    '// mine\n{ "StartAt": "A",\n  "States": { "A" { "Type": "Pass" } } }',
    'StartAt: A\nStates:\n  A:\n   Type: Pass\n  - x',
  ])('is opened as it is: %s', (text) => {
    expect(found(text)).toMatchObject([{ definition: text, shape: 'machine', states: 1, mends: [] }]);
  });
  it.each(['{"a": 1', 'See StartAt: and States: of the language.', '{"StartAt": 1'])('is nothing where no definition was begun: %s', (text) => {
    expect(findWorkflows(text)).toEqual({ kind: 'nothing' });
  });
});

/** Texts of deployment tools as they occur in the world. */
import { describe, expect, it } from 'vitest';
import { withPlaceholders } from '../shared/placeholders.ts';
import { findWorkflows, type FoundWorkflow } from './find.ts';
import { together } from './together.ts';
import { readTolerantJson } from './tolerant-json.ts';

function found(text: string, name?: string): readonly FoundWorkflow[] {
  const findings = findWorkflows(text, name);
  return findings.kind === 'workflows' ? findings.workflows : [];
}
const parsed = (workflow: FoundWorkflow | undefined): unknown => readTolerantJson(workflow?.definition ?? '')?.value;
const machine = (resource: unknown): unknown => ({ StartAt: 'A', States: { A: { Type: 'Task', Resource: resource, End: true } } });

describe('placeholders that are values', () => {
  it('stay without quotes, wherever the definition stands', () => {
    const body = '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Wait", "Seconds": ${Wait}, "End": true }\n  }\n}';
    const template = `Parameters:\n  Wait:\n    Type: Number\n    Default: 7\nResources:\n  Flow:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: !Sub |\n        ${body.replaceAll('\n', '\n        ')}\n`;
    expect(found(template)).toMatchObject([{ title: 'Flow', definition: body, placeholders: { Wait: '7' }, states: 1, mends: [] }]);
    expect(found(body)).toMatchObject([{ definition: body, placeholders: { Wait: '' }, mends: [] }]);
    // What is filled in goes on with it.
    expect(found('{"States": {"A": {"Type": "Wait", "Seconds": ${Wait}}}}')[0]?.definition).toMatch(/"Seconds": \$\{Wait\}[^]*"End": true/);
  });
  it('may hold quotes in Terraform’s texts', () => {
    const hcl = 'resource "aws_sfn_state_machine" "pay" {\n  definition = <<EOF\n{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Task", "Resource": "${module.fn["a"].arn}", "TimeoutSeconds": ${var.limits["long"]}, "Parameters": ${jsonencode({ a = "b" })}, "End": true }\n  }\n}\nEOF\n}\n';
    const [one] = found(hcl);
    expect(one).toMatchObject({ title: 'pay', placeholders: { "module.fn['a'].arn": '', "var.limits['long']": '' } });
    expect(one?.definition).toContain(`"Resource": "\${module.fn['a'].arn}", "TimeoutSeconds": \${var.limits['long']},`);
    expect(withPlaceholders(one?.definition ?? '', { "var.limits['long']": '9' })).toContain('"TimeoutSeconds": 9');
  });
});

describe('functions of templates', () => {
  it('become placeholders inside of definitions', () => {
    const yaml = `functions:\n  hello:\n    handler: a.b\nstepFunctions:\n  stateMachines:\n    flow:\n      name: \${self:service}-flow\n      definition:\n        StartAt: A\n        States:\n          A:\n            Type: Task\n            Resource:\n              Fn::GetAtt: [hello, Arn]\n            TimeoutSeconds: !Ref Limit\n            Next: B\n          B:\n            Type: Task\n            Resource: !Sub arn:aws:states:\${AWS::Region}:x\n            End: true\n`;
    expect(found(yaml)).toMatchObject([{ title: 'flow', line: 6, placeholders: { 'hello.Arn': 'arn:aws:lambda:us-east-1:123456789012:function:hello', Limit: '', 'AWS::Region': 'us-east-1' } }]);
    expect(found(yaml)[0]?.definition).toContain('"Resource": "${hello.Arn}",\n      "TimeoutSeconds": ${Limit},');
    const json = JSON.stringify({ Resources: { M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { Definition: machine({ 'Fn::GetAtt': ['Fn', 'Arn'] }) } } } });
    expect(parsed(found(json)[0])).toEqual(machine('${Fn.Arn}'));
  });
  it('are followed as far as the template says', () => {
    const join = (part: unknown): string => JSON.stringify({ Parameters: { Stage: { Default: 'dev' } }, Resources: { Fn: { Type: 'AWS::Lambda::Function' }, M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: { 'Fn::Join': ['', ['{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"', part, '","End":true}}}']] } } } } });
    for (const [part, text, values] of [
      [{ Ref: 'AWS::Partition' }, '${AWS::Partition}', { 'AWS::Partition': 'aws' }],
      [{ 'Fn::Sub': '${Stage}-${Other}' }, '${Stage}-${Other}', { Stage: 'dev', Other: '' }],
      [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] }, '${Table.Arn}', { 'Table.Arn': '' }],
      [{ 'Fn::If': ['Prod', { Ref: 'A' }, 'b'] }, '${A}', { A: '' }],
      [{ 'Fn::GetAtt': ['Fn', 'Arn'] }, '${Fn.Arn}', { 'Fn.Arn': 'arn:aws:lambda:us-east-1:123456789012:function:Fn' }],
      [{ 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-arn' } }, '${Stage-arn}', { 'Stage-arn': '' }],
    ] as const) {
      expect(parsed(found(join(part))[0]), text).toEqual(machine(text));
      expect(found(join(part))[0]?.placeholders, text).toEqual(values);
    }
  });
  it('give the values of substitutions', () => {
    const yaml = 'Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionSubstitutions:\n        Put: !Sub arn:${AWS::Partition}:states:::dynamodb:putItem\n        Wait: 3\n      DefinitionString: !Sub\n        - \'{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${Put}","TimeoutSeconds":${Wait},"Parameters":{"F":"${fn}"},"End":true}}}\'\n        - { fn: !GetAtt Fn.Arn }\n';
    expect(found(yaml)[0]?.placeholders).toEqual({ Put: 'arn:aws:states:::dynamodb:putItem', Wait: '3', fn: '${Fn.Arn}' });
  });
});

describe('definitions in other files', () => {
  const sam = 'Resources:\n  Trader:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Type: EXPRESS\n      DefinitionUri: statemachine/trader.asl.json\n      DefinitionSubstitutions:\n        Fn: arn:x\n        Put: !Sub arn:${AWS::Partition}:states:::dynamodb:putItem\n';
  const asl = JSON.stringify(machine('${Put}'));
  it('are named', () => {
    const trader = { file: 'statemachine/trader.asl.json', title: 'Trader', express: true, placeholders: { Fn: 'arn:x', Put: 'arn:aws:states:::dynamodb:putItem' } };
    expect(findWorkflows(sam)).toEqual({ kind: 'nothing', elsewhere: [trader] });
    const files = (text: string): unknown => {
      const findings = findWorkflows(text);
      return 'elsewhere' in findings ? findings.elsewhere.map(({ file, title }) => [file, title]) : undefined;
    };
    expect(files('Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionS3Location: { Bucket: !Ref B, Key: a/flow.json }\n')).toEqual([['a/flow.json', 'M']]);
    expect(files('stepFunctions:\n  stateMachines:\n    two:\n      definition: ${file(./machines/two.yml)}\n')).toEqual([['./machines/two.yml', 'two']]);
    expect(files('resource "aws_sfn_state_machine" "c" {\n  definition = templatefile("${path.module}/flow.asl.json", {\n    fn = aws_lambda_function.x.arn\n  })\n}\n')).toEqual([['flow.asl.json', 'c']]);
    expect(findWorkflows('resource "aws_iam_policy" "c" {\n  policy = file("policy.json")\n}\n')).toEqual({ kind: 'nothing' });
  });
  it('get their names and values where they come with the template, or after it', () => {
    const both = together([{ name: 'template.yaml', findings: findWorkflows(sam, 'template.yaml') }, { name: 'trader.asl.json', findings: findWorkflows(asl, 'trader.asl.json') }, { name: 'notes.txt', findings: findWorkflows('nothing') }]);
    expect(both).toMatchObject({ elsewhere: [], empty: ['notes.txt'], workflows: [{ title: 'Trader', express: true, file: 'trader.asl.json', placeholders: { Put: 'arn:aws:states:::dynamodb:putItem' } }] });
    const first = together([{ name: 'template.yaml', findings: findWorkflows(sam) }]);
    expect(first).toMatchObject({ workflows: [], empty: [], elsewhere: [{ title: 'Trader' }] });
    expect(together([{ name: 'trader.asl.json', findings: findWorkflows(asl) }], first.elsewhere)).toMatchObject({ workflows: [{ title: 'Trader' }], elsewhere: [] });
  });
});

it('Terraform’s own names for a place have values, and those of its variables', () => {
  const hcl = 'variable "stage" {\n  default = "dev"\n}\nlocals {\n  pay_definition = jsonencode({\n    StartAt = "A"\n    States = {\n      A = { Type = "Wait", Seconds = 60 * 5, Next = "B" }\n      B = { Type = "Task", Resource = aws_lambda_function.fn[0].arn, TimeoutSeconds = var.limit, Comment = "${var.stage} ${data.aws_region.current.name}", End = true }\n    }\n  })\n}\n';
  const [one] = found(hcl);
  expect(one).toMatchObject({ title: 'pay_definition', placeholders: { 'var.stage': 'dev', 'data.aws_region.current.name': 'us-east-1', 'var.limit': '', 'aws_lambda_function.fn[0].arn': 'arn:aws:lambda:us-east-1:123456789012:function:fn' } });
  expect(one?.definition).toContain('"Seconds": 300');
  expect(one?.definition).toContain('"TimeoutSeconds": ${var.limit}');
});

describe('programs and scripts', () => {
  const A = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
  const text = JSON.stringify(A);
  it.each([
    ['a text in backticks', 'const flow = `{\n  "StartAt": "A",\n  "States": { "A": { "Type": "Pass", "End": true } }\n}`;'],
    ['a text in quotes', `const lines = '${text}';`],
    ['an object of JavaScript', "export const other = JSON.stringify({\n  StartAt: 'A', // first\n  States: { A: { Type: 'Pass', End: true, ...shared } },\n});"],
    ['a dictionary of Python', "flow = {'StartAt': 'A', 'States': {\n  # the only one\n  'A': {'Type': 'Pass', 'End': True, **shared},\n}}"],
    ['a text of Python with values', 'flow = f"""\n{{\n  "StartAt": "A",\n  "States": {{ "A": {{ "Type": "Pass", "End": true }} }}\n}}\n"""'],
    ['a command', `aws stepfunctions create-state-machine --definition '${text}'`],
    ['a text with its quotes escaped', JSON.stringify(text)],
    ['members without their braces', '"StartAt": "A",\n"States": { "A": { "Type": "Pass", "End": true } },\n'],
  ])('are read: %s', (_, source) => {
    expect(found(source).map(parsed)).toEqual([A]);
  });
  it('name what they hold, with their own names as placeholders', () => {
    expect(found("const payFlow = {\n  StartAt: 'A',\n  States: { A: { Type: 'Task', Resource: fn.functionArn, TimeoutSeconds: limit, End: true } },\n};\nconst other = `" + text + '`;').map(({ title, placeholders }) => ({ title, placeholders }))).toEqual([
      { title: 'payFlow', placeholders: { 'fn.functionArn': '', limit: '' } },
      { title: 'other', placeholders: {} },
    ]);
  });
  it('are read between the blocks of a note too, and in its quotations', () => {
    const note = `Inline \`${text}\`.\n\n> \`\`\`json\n> {"StartAt": "A",\n> "States": {"A": {"Type": "Pass", "End": true}}}\n> \`\`\`\n\n<pre>${text}</pre>\n`;
    expect(found(note).map(parsed)).toEqual([A, A, A]);
    expect(found(note).map(({ line }) => line)).toEqual([1, 4, 8]);
  });
});

it('a template that cannot be read is not taken for a definition', () => {
  expect(findWorkflows('Resources:\n  M:\n\t Type: AWS::StepFunctions::StateMachine\n    DefinitionString: "StartAt: States:"\n').kind).toBe('nothing');
});

it('what DescribeExecution answers has an input', () => {
  expect(findWorkflows('{"executionArn": "arn:x", "name": "n", "status": "FAILED", "input": "{}"}')).toEqual({ kind: 'execution', name: 'n', input: '{}' });
});

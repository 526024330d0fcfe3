/** `MockConfigFile.json` of Step Functions Local: its test cases as ours, and ours as such a file. */
import { isRecord, parseJson, stringOr } from '../shared/guard.ts';
import { formatJson } from '../shared/json-lines.ts';
import { t } from '../i18n/t.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { casesOf } from './execution.ts';
import type { AppState, TestCase, WorkflowDocument } from './state.ts';

const MAX_CASES = 100;

interface Converted {
  readonly text: string;
  /** What could not be taken over, the first of it. */
  readonly problem: string;
  readonly cases: readonly { readonly machine: string; readonly testCase: string }[];
}

async function convert(client: EngineClient, request: Readonly<Record<string, string>>): Promise<Converted> {
  const answer = parseJson(await client.call('convertMocks', { request: JSON.stringify(request) }).catch(() => ''));
  if (!isRecord(answer)) return { text: '', problem: t('mocks.importNone'), cases: [] };
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const problem = list(answer['problems']).filter(isRecord)[0];
  return {
    text: stringOr(answer['text'], ''),
    problem: problem === undefined ? '' : `${stringOr(problem['place'], '')}: ${stringOr(problem['message'], '')}`,
    cases: list(answer['testCases']).filter(isRecord).map((found) => ({ machine: stringOr(found['machine'], ''), testCase: stringOr(found['testCase'], '') })),
  };
}

/**
 * The test cases of a file, each with the input at hand. Of several state machines the one of the workflow's title is
 * meant, or those that mock nothing but its states, or all; cases of more than one have its name before theirs.
 */
export async function casesOfFile(
  client: EngineClient,
  text: string,
  { document: { title, input }, analysis }: Pick<AppState, 'document' | 'analysis'>,
): Promise<{ readonly cases: readonly TestCase[]; readonly problem: string }> {
  const first = await convert(client, { from: 'mockConfigFile', text });
  const named = first.cases.filter(({ machine }) => machine === title);
  const found: { readonly machine: string; readonly testCase: string; readonly mocks: string }[] = [];
  let problem = first.cases.length === 0 ? first.problem : '';
  for (const { machine, testCase } of (named.length > 0 ? named : first.cases).slice(0, MAX_CASES)) {
    const converted = await convert(client, { from: 'mockConfigFile', text, machine, testCase });
    problem ||= converted.problem;
    if (converted.text !== '') found.push({ machine, testCase, mocks: converted.text });
  }
  const states = analysis.latest?.states.map(({ name }) => name) ?? [];
  const fitting = found.filter(({ mocks }) => Object.keys(recordOf(mocks)).every((state) => states.includes(state)));
  const taken = fitting.length > 0 ? fitting : found;
  const machines = new Set(taken.map(({ machine }) => machine));
  const cases = taken.map(({ machine, testCase, mocks }) => ({ name: machines.size > 1 ? `${machine}: ${testCase}` : testCase, input, mocks }));
  return { cases, problem };
}

function recordOf(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  return isRecord(value) ? value : {};
}

/** A file with all test cases of a workflow; its text is empty where there is nothing to write. */
export async function fileOfCases(client: EngineClient, document: WorkflowDocument): Promise<{ readonly text: string; readonly problem: string }> {
  const files: unknown[] = [];
  let problem = '';
  for (const { name, mocks } of casesOf(document)) {
    const found = await convert(client, { from: 'mocks', text: mocks, machine: document.title, testCase: name === '' ? 'Case' : name });
    problem ||= found.problem;
    if (found.text !== '') files.push(apart(merged(files), parseJson(found.text), name));
  }
  return { text: files.length === 0 ? '' : formatJson(JSON.stringify(merged(files))), problem };
}

/** The file of a case whose responses answer otherwise than those of the same name so far: they get names of their own. */
function apart(all: unknown, file: unknown, testCase: string): unknown {
  const responses = (of: unknown): Record<string, unknown> => (isRecord(of) && isRecord(of['MockedResponses']) ? of['MockedResponses'] : {});
  const taken = responses(all);
  const isOther = (name: string, response: unknown): boolean => name in taken && JSON.stringify(taken[name]) !== JSON.stringify(response);
  const others = new Map(Object.entries(responses(file)).filter(([name, response]) => isOther(name, response)).map(([name]) => [name, `${name} (${testCase})`]));
  if (others.size === 0 || !isRecord(file)) return file;
  const renamed = (value: unknown): unknown =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, typeof part === 'string' ? (others.get(part) ?? part) : renamed(part)])) : value;
  return { StateMachines: renamed(file['StateMachines']), MockedResponses: Object.fromEntries(Object.entries(responses(file)).map(([name, response]) => [others.get(name) ?? name, response])) };
}

/** Files of one case each as one file: objects are put together, member by member. */
export function merged(files: readonly unknown[]): unknown {
  return files.reduce<unknown>((all, file) => {
    if (!isRecord(all) || !isRecord(file)) return file;
    const both: Record<string, unknown> = { ...all };
    for (const [name, value] of Object.entries(file)) both[name] = isRecord(all[name]) && isRecord(value) ? merged([all[name], value]) : value;
    return both;
  }, {});
}

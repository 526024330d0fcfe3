import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../client/engine-client.ts';
import { casesOfFile, fileOfCases } from './mock-files.ts';
import { EMPTY_DOCUMENT, type AppState } from './state.ts';

/** Answers as the engine's converter does: one case at a time. */
function client(answer: (request: Record<string, string>) => unknown): EngineClient {
  return { call: (_: string, { request }: { request: string }) => Promise.resolve(JSON.stringify(answer(JSON.parse(request) as Record<string, string>))) } as unknown as EngineClient;
}

/** A page with a workflow of this title and these states. */
function at(title: string, ...states: string[]): AppState {
  return { document: { title, input: '{"a":1}' }, analysis: { latest: { states: states.map((name) => ({ name })) } } } as unknown as AppState;
}

describe('files of Step Functions Local', () => {
  it('give a test case for each of theirs, with the first problem', async () => {
    const testCases = [{ machine: 'M', testCase: 'Happy' }, { machine: 'M', testCase: 'Sad' }];
    const engine = client(({ testCase }) => (testCase === undefined ? { text: '', testCases, problems: [] } : { text: `{"${testCase}":[]}`, problems: testCase === 'Sad' ? [{ place: 'BAD', message: 'odd' }] : [] }));
    expect(await casesOfFile(engine, '{}', at('M'))).toEqual({
      cases: [{ name: 'Happy', input: '{"a":1}', mocks: '{"Happy":[]}' }, { name: 'Sad', input: '{"a":1}', mocks: '{"Sad":[]}' }],
      problem: 'BAD: odd',
    });
  });
  it('of several machines give those that are meant', async () => {
    const states: Readonly<Record<string, string>> = { Pay: 'Charge', Mail: 'Send' };
    const testCases = Object.keys(states).map((machine) => ({ machine, testCase: 'Happy' }));
    const engine = client(({ machine }) => (machine === undefined ? { text: '', testCases, problems: [] } : { text: `{"${states[machine]}":[]}`, problems: [] }));
    const names = async (state: AppState): Promise<string[]> => (await casesOfFile(engine, '{}', state)).cases.map(({ name, mocks }) => `${name} ${mocks}`);
    expect(await names(at('Mail', 'Charge'))).toEqual(['Happy {"Send":[]}']);
    expect(await names(at('Untitled', 'Charge', 'Done'))).toEqual(['Happy {"Charge":[]}']);
    expect(await names(at('Untitled'))).toEqual(['Pay: Happy {"Charge":[]}', 'Mail: Happy {"Send":[]}']);
  });
  it('are written with all test cases', async () => {
    const engine = client(({ machine = '', testCase = '' }) => ({ text: JSON.stringify({ StateMachines: { [machine]: { TestCases: { [testCase]: { A: `A in ${testCase}` } } } }, MockedResponses: { [`A in ${testCase}`]: {} } }) }));
    const cases = ['Happy', 'Sad'].map((name) => ({ name, input: '{}', mocks: '{}' }));
    const { text } = await fileOfCases(engine, { ...EMPTY_DOCUMENT, title: 'Flow', cases, caseName: 'Sad' });
    expect(JSON.parse(text)).toEqual({
      StateMachines: { Flow: { TestCases: { Happy: { A: 'A in Happy' }, Sad: { A: 'A in Sad' } } } },
      MockedResponses: { 'A in Happy': {}, 'A in Sad': {} },
    });
  });
  it('share responses of one name, unless a case changed them', async () => {
    const engine = client(({ machine = '', testCase = '' }) => ({
      text: JSON.stringify({ StateMachines: { [machine]: { TestCases: { [testCase]: { A: 'Same', B: 'Ok' } } } }, MockedResponses: { Same: { 0: { Return: 1 } }, Ok: { 0: { Return: { case: testCase === 'Sad' ? 'other' : 'all' } } } } }),
    }));
    const cases = ['Happy', 'Slow', 'Sad'].map((name) => ({ name, input: '{}', mocks: '{}' }));
    const { text } = await fileOfCases(engine, { ...EMPTY_DOCUMENT, title: 'Flow', cases, caseName: 'Sad' });
    expect(JSON.parse(text)).toEqual({
      StateMachines: { Flow: { TestCases: { Happy: { A: 'Same', B: 'Ok' }, Slow: { A: 'Same', B: 'Ok' }, Sad: { A: 'Same', B: 'Ok (Sad)' } } } },
      MockedResponses: { Same: { 0: { Return: 1 } }, Ok: { 0: { Return: { case: 'all' } } }, 'Ok (Sad)': { 0: { Return: { case: 'other' } } } },
    });
  });
});

/** A whole workflow as one file: definition, input, mocks, test cases and settings as JSON. Pure; what is read is guarded. */
import { isRecord, parseJson } from '../shared/guard.ts';
import type { SharedScene } from '../shared/protocol.ts';

/** Format of the file; written as its first member, by which it is known. */
const VERSION = 1;

export function projectText(scene: SharedScene): string {
  return JSON.stringify({ stepthrough: VERSION, ...scene }, undefined, 2);
}

/** The workflow in a project's file; undefined for any other text. Members that are no texts are left out. */
export function readProject(text: string): SharedScene | undefined {
  // Cheap for every other text that is opened.
  if (!/^\s*\{\s*"stepthrough"\s*:/.test(text.slice(0, 1_000))) return undefined;
  const value = parseJson(text);
  if (!isRecord(value) || value['stepthrough'] !== VERSION || typeof value['definition'] !== 'string') return undefined;
  const given = (name: 'title' | 'input' | 'mocks' | 'testCases' | 'config' | 'state'): Partial<SharedScene> =>
    typeof value[name] === 'string' ? { [name]: value[name] } : {};
  const { cursor } = value;
  return {
    title: '',
    definition: value['definition'],
    ...given('title'), ...given('input'), ...given('mocks'), ...given('testCases'), ...given('config'), ...given('state'),
    ...(typeof cursor === 'number' && Number.isSafeInteger(cursor) && cursor >= 0 ? { cursor } : {}),
  };
}

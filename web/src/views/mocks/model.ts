/** Reading and editing the mocks' text: which states have one, and how another is put in without losing the rest. */
import { isRecord, parseJson } from '../../shared/guard.ts';
import { formatJson } from '../../shared/json-lines.ts';
import type { StateSummary } from '../../shared/protocol.ts';

/** Tasks that a sample answers for. */
export function statesWithoutMock(mocks: string, states: readonly StateSummary[]): string[] {
  const given = parseJson(mocks);
  const names = isRecord(given) ? given : {};
  return states.filter((state) => (state.mockable ?? state.type === 'Task') && !Object.hasOwn(names, state.name)).map((state) => state.name);
}

/** JSON text of a state's mocks, or undefined when it has none. */
export function mockOf(mocks: string, state: string): string | undefined {
  const given = parseJson(mocks);
  const entry = isRecord(given) ? given[state] : undefined;
  return entry === undefined ? undefined : formatJson(JSON.stringify(entry));
}

/** The mocks with one entry for a state added (or replaced). Broken text is left as it is. */
export function withMock(mocks: string, state: string, result: string): string {
  return withEntry(mocks, state, [{ return: parseJson(result) ?? {} }]);
}

/** The mocks with a state that always fails. */
export function withFailure(mocks: string, state: string, error: string, cause = `${state} was made to fail`): string {
  return withEntry(mocks, state, [{ throw: { error, cause } }]);
}

function withEntry(mocks: string, state: string, entries: readonly unknown[]): string {
  const given = mocks.trim() === '' ? {} : parseJson(mocks);
  if (!isRecord(given)) return mocks;
  return formatJson(JSON.stringify({ ...given, [state]: entries }));
}

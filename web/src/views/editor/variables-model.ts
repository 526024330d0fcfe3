/** Which variables a workflow has: those that are set at a moment, and those that some state assigns. Plain data. */
import { parse } from 'jsonc-parser';
import { isRecord } from '../../shared/guard.ts';

export interface VariableRow {
  readonly name: string;
  /** JSON text; undefined while it is not set. */
  readonly value: string | undefined;
  readonly assigners: readonly string[];
}

/** Names of variables with the states that assign them, by the states' own texts. */
export function assignersOf(states: readonly { readonly name: string; readonly text: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, text } of states) {
    // Comments and trailing commas are no reason to know nothing.
    const state: unknown = parse(text);
    for (const variable of new Set(assigned(state, 0))) found.set(variable, [...(found.get(variable) ?? []), name]);
  }
  return found;
}

/** Variables that a state assigns: its own, those of its rules and of its catchers; not those of states inside of it. */
function assigned(value: unknown, depth: number): string[] {
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((item) => assigned(item, depth + 1));
  if (!isRecord(value)) return [];
  const own = isRecord(value['Assign']) ? Object.keys(value['Assign']).map((name) => name.replace(/\.\$$/, '')) : [];
  return [...own, ...['Choices', 'Catch'].flatMap((field) => assigned(value[field], depth + 1))];
}

/** Those that are set first, each group by name. */
export function variableRows(values: Readonly<Record<string, string>>, assigners: ReadonlyMap<string, readonly string[]>): VariableRow[] {
  const byName = (a: string, b: string): number => a.localeCompare(b);
  const set = Object.keys(values).sort(byName);
  const unset = [...assigners.keys()].filter((name) => !Object.hasOwn(values, name)).sort(byName);
  return [...set, ...unset].map((name) => ({ name, value: Object.hasOwn(values, name) ? values[name] : undefined, assigners: assigners.get(name) ?? [] }));
}

/** Where a state's fields stand in the definition's text, and the definition with one of them changed. Plain data. */
import { memberText, withMember } from '../../shared/edit-json.ts';
import type { StageName, StateSummary } from '../../shared/protocol.ts';

/** The field that a stage of the data flow follows, by what the state is; undefined where none can be edited. */
export function fieldOf(stage: StageName, summary: StateSummary | undefined): string | undefined {
  const jsonata = summary?.queryLanguage === 'JSONata';
  switch (stage) {
    case 'afterInputPath':
      return 'InputPath';
    case 'afterParameters':
      return 'Parameters';
    case 'afterArguments':
      return 'Arguments';
    case 'afterItemsPath':
      return jsonata ? 'Items' : 'ItemsPath';
    case 'afterItemSelector':
      return 'ItemSelector';
    case 'afterResultSelector':
      return 'ResultSelector';
    case 'afterResultPath':
      return 'ResultPath';
    case 'afterAssign':
      return 'Assign';
    case 'output':
      return jsonata ? 'Output' : 'OutputPath';
    case 'input':
    case 'result':
      return undefined;
  }
}

/** The state's member with its name: what stands between `from` and `to`, made a text of its own. */
function wrapped(definition: string, summary: StateSummary): string {
  return `{${definition.slice(summary.from, summary.to)}}`;
}

/** The way from a state to one of its members. */
export type FieldPath = readonly (string | number)[];

/** Reads and changes members of states, or without a state of the whole workflow, in a definition's text. */
export interface FieldTexts {
  /** JSON text of a member, as it is written; undefined where there is none. */
  text(definition: string, summary: StateSummary | undefined, path: FieldPath): string | undefined;
  /** The definition with a member replaced, added, or with undefined taken out. */
  with(definition: string, summary: StateSummary | undefined, path: FieldPath, value: string | undefined): string;
}

export const jsonFields: FieldTexts = {
  text: (definition, summary, path) => summary === undefined ? memberText(definition, path) : memberText(wrapped(definition, summary), [summary.name, ...path]),
  with: (definition, summary, path, value) => {
    if (summary === undefined) return withMember(definition, path, value);
    const changed = withMember(wrapped(definition, summary), [summary.name, ...path], value);
    return definition.slice(0, summary.from) + changed.slice(1, -1) + definition.slice(summary.to);
  },
};

/** How members are read in a text of this kind; the reader of YAML is loaded when it is first needed. */
export async function fieldTexts(format: 'json' | 'yaml'): Promise<FieldTexts> {
  return format === 'yaml' ? (await import('./state-yaml.ts')).yamlFields : jsonFields;
}

/** What a person typed into a stage's field, as JSON text: JSON as it is, anything else as a string. */
export function asJson(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

/** How a field is shown for editing: a string without its quotes, else its JSON. */
export function asTyped(json: string | undefined): string {
  if (json === undefined) return '';
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
}

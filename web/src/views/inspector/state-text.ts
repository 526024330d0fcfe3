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

/** JSON text of a field of a state, as it is written. */
export function fieldText(definition: string, summary: StateSummary, field: string): string | undefined {
  return memberText(wrapped(definition, summary), [summary.name, field]);
}

/** The definition with a state's field replaced, added, or with undefined taken out. */
export function withField(definition: string, summary: StateSummary, field: string, value: string | undefined): string {
  const changed = withMember(wrapped(definition, summary), [summary.name, field], value);
  return definition.slice(0, summary.from) + changed.slice(1, -1) + definition.slice(summary.to);
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

/** What to show about a thing under the pointer: the engine's key, looked up in the words of the page's language. */
import type { Completion, Hover } from '../../shared/protocol.ts';
import type { EditorWords } from './words/words.ts';

export interface HoverText {
  readonly title: string;
  /** A signature, a type; may be empty. */
  readonly detail: string;
  readonly paragraphs: readonly string[];
  /** An example, in code's letters. */
  readonly example?: string;
}

const COMPARISON = /^(String|Numeric|Timestamp|Boolean)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$/;

/** The text of a field; `owner` is the object it belongs to. */
export function fieldWords(words: EditorWords, owner: string, name: string): string {
  const owned: Readonly<Record<string, string | undefined>> = words.owned;
  const fields: Readonly<Record<string, string | undefined>> = words.fields;
  const found = owned[`${owner}.${name}`] ?? fields[name];
  return found ?? comparisonWords(words, name);
}

function comparisonWords({ comparison }: EditorWords, name: string): string {
  const match = COMPARISON.exec(name);
  if (match === null) return '';
  const [, type = '', relation = '', path] = match;
  const types: Readonly<Record<string, string | undefined>> = comparison.types;
  const relations: Readonly<Record<string, string | undefined>> = comparison.relations;
  return (relations[relation] ?? '')
    .replace('{type}', types[type] ?? '')
    .replace('{other}', path === undefined ? comparison.value : comparison.path);
}

/** The text about something that has a key of its own. */
function wordsOf(words: EditorWords, kind: string, owner: string, name: string): string {
  const find = (table: Readonly<Record<string, string>>, key: string): string => (Object.hasOwn(table, key) ? (table[key] ?? '') : '');
  switch (kind) {
    case 'field':
      return fieldWords(words, owner, name);
    case 'stateType':
      return find(words.stateTypes, name);
    case 'error':
      return find(words.errors, name.replace(/^(States\.Http\.StatusCode\.)\d+$/, '$1'));
    case 'resource':
      return find(words.calls, name);
    case 'intrinsic':
      return find(words.intrinsics, name);
    case 'function':
      return find(words.functions, name.replace(/^\$/, ''));
    case 'context':
      return find(words.context, name.replace(/^(?:\$\$|\$states\.context)\./, ''));
    case 'states':
      return find(words.states, name);
    default:
      return '';
  }
}

/** What a hover shows; undefined when there is nothing to say. */
export function hoverText(hover: Hover, words: EditorWords): HoverText | undefined {
  const { kind, name, owner, detail, text } = hover;
  const [about = '', example] = wordsOf(words, kind, owner, name).split('\n\n');
  const shown = (title: string, signature: string, ...paragraphs: string[]): HoverText => ({
    title, detail: signature, paragraphs: paragraphs.filter((part) => part !== ''), ...(example === undefined ? {} : { example }),
  });
  switch (kind) {
    case 'state':
      return shown(name, detail, wordsOf(words, 'stateType', '', detail), text);
    case 'resource':
      return shown(owner === '' ? name : owner, '', about, detail === '' ? '' : words.needs.replace('{names}', detail));
    case 'function':
      return shown(`$${name}(${parameters(detail)})`, 'JSONata', about);
    case 'intrinsic':
      return shown(`${name}(${parameters(detail)})`, '', about);
    case 'variable':
      return shown(`$${name}`, '', words.variable.replace('{states}', detail));
    default:
      return about === '' ? undefined : shown(name, detail, about);
  }
}

/** What stands beside a completion; undefined when there is nothing to say. */
export function completionText(item: Completion, owner: string, words: EditorWords): HoverText | undefined {
  if (item.kind === 'state') {
    const about = wordsOf(words, 'stateType', '', item.detail);
    return about === '' ? undefined : { title: item.label, detail: item.detail, paragraphs: [about] };
  }
  const [about = '', example] = wordsOf(words, item.kind, owner, item.label).split('\n\n');
  if (about === '') return undefined;
  return { title: item.label, detail: item.kind === 'field' ? item.detail : '', paragraphs: [about], ...(example === undefined ? {} : { example }) };
}

/** `text,width,filler?` as people read it. */
export function parameters(list: string): string {
  return list.split(',').join(', ');
}

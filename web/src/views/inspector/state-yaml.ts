/**
 * The fields of a state in a definition written as YAML, and the definition with one of them changed.
 *
 * Only the value's own lines are touched: comments, anchors and order stay. The new value is put in as JSON, which is
 * YAML in flow style. The reader comes with the importer's chunk, so this file is loaded when YAML is edited.
 */
import { isCollection, isMap, isScalar, type Node, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';
import type { FieldPath, FieldTexts } from './state-text.ts';

export const yamlFields: FieldTexts = {
  text(definition, summary, path) {
    const found = path.length === 0 ? wholeState(definition, summary?.from) : find(definition, summary?.from, path);
    return found?.value === undefined ? undefined : JSON.stringify(found.value.toJS(found.document) ?? null);
  },
  with(definition, summary, path, value) {
    const found = find(definition, summary?.from, path);
    if (found === undefined) return definition;
    if (found.value !== undefined) return value === undefined ? withoutLines(definition, found) : replaced(definition, found, value);
    return value === undefined ? definition : added(definition, found.holder, path, value);
  },
};

interface Found {
  readonly document: ReturnType<typeof parseDocument>;
  /** The object that has or would have the member. */
  readonly holder: YAMLMap;
  readonly pair: Pair | undefined;
  readonly value: Node | undefined;
}

function wholeState(text: string, from: number | undefined): Pick<Found, 'document' | 'value'> {
  const document = parseDocument(text);
  return { document, value: stateAt(document, from) };
}

function stateAt(document: ReturnType<typeof parseDocument>, from: number | undefined): YAMLMap | undefined {
  if (from === undefined) return isMap(document.contents) ? document.contents : undefined;
  let state: YAMLMap | undefined;
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.range?.[0] !== from || !isMap(pair.value)) return undefined;
      state = pair.value;
      return visit.BREAK;
    },
  });
  return state;
}

/** The state whose name stands at `from`, and in it the member that the path leads to. */
function find(text: string, from: number | undefined, path: FieldPath): Found | undefined {
  const document = parseDocument(text);
  const state = stateAt(document, from);
  const holder = path.slice(0, -1).reduce<unknown>((node, step) => (isCollection(node) ? node.get(step, true) : undefined), state);
  if (!isMap(holder)) return undefined;
  const name = path.at(-1);
  const pair = holder.items.find((item) => isScalar(item.key) && item.key.value === name);
  const value = pair?.value;
  return { document, holder, pair, value: isNode(value) ? value : undefined };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function replaced(text: string, { value }: Found, json: string): string {
  const range = value?.range;
  if (range === undefined || range === null) return text;
  // A block begins on a line of its own; what replaces it stands behind the name.
  const from = text.lastIndexOf(':', range[0]) + 1;
  const onOwnLine = text.slice(from, range[0]).includes('\n');
  const end = text.slice(range[0], range[1]).endsWith('\n') ? range[1] - 1 : range[1];
  return onOwnLine ? `${text.slice(0, from)} ${oneLine(json)}${text.slice(end)}` : text.slice(0, range[0]) + oneLine(json) + text.slice(end);
}

function withoutLines(text: string, { pair, value }: Found): string {
  const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  const end = value?.range?.[1];
  if (start === undefined || end === undefined) return text;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.slice(0, end).endsWith('\n') ? end : text.indexOf('\n', end) + 1 || text.length;
  return text.slice(lineStart, start).trim() === '' ? text.slice(0, lineStart) + text.slice(lineEnd) : text.slice(0, start) + text.slice(end).replace(/^\s*,\s*/, '');
}

function added(text: string, holder: YAMLMap, path: FieldPath, json: string): string {
  const first = holder.items[0]?.key;
  const at = isScalar(first) ? first.range?.[0] : undefined;
  if (at === undefined) return text;
  const member = `${String(path.at(-1))}: ${oneLine(json)}`;
  if (holder.flow === true) return `${text.slice(0, at)}${member}, ${text.slice(at)}`;
  const indent = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return indent.trim() === '' ? `${text.slice(0, at)}${member}\n${indent}${text.slice(at)}` : text;
}

function oneLine(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

/**
 * Puts the comments of a JSON text into the YAML that was made of it. Loaded with the reader of YAML, when somebody
 * converts a text that has comments.
 *
 * A comment behind something stays behind it, one on lines of its own stays above what follows it. Only lines of
 * comment are added, so that the YAML means what it meant.
 */
import { type Node as JsonNode, parseTree, stripComments, visit } from 'jsonc-parser';
import { isMap, isScalar, isSeq, type Node as YamlNode, parseDocument } from 'yaml';

interface Comment {
  readonly from: number;
  readonly lines: readonly string[];
}

/** A member or an item: where it begins in the one text and in the other. */
interface Place {
  readonly json: number;
  readonly end: number;
  readonly yaml: number;
  /** Columns of what stands in it; undefined where nothing does. */
  readonly inner: number | undefined;
}

/** The YAML with the comments of `json`; as it is when there are none or the two do not agree. */
export function carryComments(json: string, yaml: string): string {
  const comments = commentsOf(json);
  const root = parseTree(json, [], { allowTrailingComma: true });
  if (comments.length === 0 || root === undefined) return yaml;
  const places: Place[] = [];
  const contents = parseDocument(yaml, { uniqueKeys: false, logLevel: 'silent' }).contents;
  if (contents === null || !pair(root, contents, { yaml, places })) return yaml;
  const lines = yaml.split('\n');
  const starts = lineStarts(lines);
  const above = new Map<number, string[]>();
  for (const comment of comments) {
    const following = countUpTo(places.length, (at) => (places[at]?.json ?? 0) < comment.from);
    const before = places[following - 1];
    if (before !== undefined && isBehind(json, comment, before)) {
      const line = lineOf(starts, before.yaml);
      lines[line] = `${lines[line] ?? ''} ${comment.lines[0] ?? ''}`;
      continue;
    }
    const next = places[following];
    const line = next === undefined ? lines.length - 1 : lineOf(starts, next.yaml);
    let around = following - 1;
    while (around >= 0 && (places[around]?.end ?? 0) < comment.from) around -= 1;
    const column = places[around]?.inner ?? 0;
    above.set(line, [...(above.get(line) ?? []), ...comment.lines.map((words) => `${' '.repeat(column)}${words}`)]);
  }
  return lines.flatMap((line, at) => [...(above.get(at) ?? []), line]).join('\n');
}

/** The text with blanks in place of its comments. */
export function withoutComments(json: string): string {
  return stripComments(json, ' ');
}

function commentsOf(json: string): Comment[] {
  const comments: Comment[] = [];
  visit(json, {
    onComment: (from, length) => {
      const text = json.slice(from, from + length);
      const words = text.startsWith('//') ? [text.slice(2)] : text.slice(2, -2).split('\n').map((line) => line.replace(/^\s*\*+(?=\s|$)/, ''));
      const lines = words.map((line) => `# ${line.trim()}`.trimEnd());
      // A comment's own frame is no line of it.
      while (lines.length > 1 && lines[0] === '#') lines.shift();
      while (lines.length > 1 && lines.at(-1) === '#') lines.pop();
      comments.push({ from, lines });
    },
  });
  return comments;
}

/** One line, on the line on which the member before it begins or ends, and that line closes nothing else. */
function isBehind(json: string, { from, lines }: Comment, { json: begin }: Place): boolean {
  const lineStart = json.lastIndexOf('\n', from) + 1;
  const lineEnd = json.indexOf('\n', from);
  const before = json.slice(lineStart, from);
  const rest = json.slice(from, lineEnd < 0 ? undefined : lineEnd);
  const isLast = rest.startsWith('//') || /\*\/\s*,?$/.test(rest.trimEnd());
  return lines.length === 1 && isLast && begin >= lineStart && before.trim() !== '' && !/^[\s}\]]*[}\]]/.test(before);
}

/** Walks both trees side by side; false as soon as they differ. Nesting is bounded, since the engine has read the text. */
function pair(json: JsonNode, yaml: YamlNode, into: { readonly yaml: string; readonly places: Place[] }): boolean {
  const children = json.children ?? [];
  if (json.type === 'object') {
    if (!isMap(yaml) || yaml.items.length !== children.length) return false;
    return children.every((member, at) => {
      const item = yaml.items[at];
      const [, value] = member.children ?? [];
      if (item === undefined || value === undefined || !isScalar(item.key) || item.value === null || !isNode(item.value)) return false;
      return place(member, value, item.key.range?.[0], item.value, into);
    });
  }
  if (json.type === 'array') {
    if (!isSeq(yaml) || yaml.items.length !== children.length) return false;
    return children.every((item, at) => {
      const value = yaml.items[at];
      return isNode(value) && place(item, item, value.range?.[0], value, into);
    });
  }
  return isScalar(yaml);
}

function place(outer: JsonNode, value: JsonNode, at: number | undefined, node: YamlNode, into: { readonly yaml: string; readonly places: Place[] }): boolean {
  if (at === undefined) return false;
  const first = isMap(node) ? node.items[0]?.key : isSeq(node) ? node.items[0] : undefined;
  const inner = isNode(first) ? first.range?.[0] : undefined;
  // An item stands behind its dash and a blank.
  const column = inner === undefined ? undefined : inner - (into.yaml.lastIndexOf('\n', inner) + 1) - (isSeq(node) ? 2 : 0);
  into.places.push({ json: outer.offset, end: outer.offset + outer.length, yaml: at, inner: column });
  return pair(value, node, into);
}

function isNode(value: unknown): value is YamlNode {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function lineStarts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

function lineOf(starts: readonly number[], offset: number): number {
  return countUpTo(starts.length, (at) => (starts[at] ?? 0) <= offset) - 1;
}

/** How many of a sorted list's first members have what the later ones have not. */
function countUpTo(length: number, has: (at: number) => boolean): number {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (has(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}

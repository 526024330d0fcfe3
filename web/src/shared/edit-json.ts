/**
 * Replaces one member of an object in a JSON text and leaves the rest as it was written: comments, order, indentation.
 * Positions come from a tolerant reader; the new value is put in as text, so that `1.0` stays `1.0`.
 */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/** The text of a member's value; undefined where there is no such member. `path` leads from the top. */
export function memberText(text: string, path: readonly (string | number)[]): string | undefined {
  const root = parseTree(text);
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  return node === undefined ? undefined : text.slice(node.offset, node.offset + node.length);
}

/** The text with the member's value replaced, added at the end, or with undefined taken out. Unchanged where the object is missing. */
export function withMember(text: string, path: readonly (string | number)[], value: string | undefined): string {
  const root = parseTree(text);
  if (root === undefined) return text;
  const holder = findNodeAtLocation(root, [...path.slice(0, -1)]);
  const name = path.at(-1);
  if (holder?.type !== 'object' || typeof name !== 'string') return text;
  const members = holder.children ?? [];
  const at = members.findIndex((member) => member.children?.[0]?.value === name);
  const member = members[at];
  if (member === undefined) return value === undefined ? text : inserted(text, holder, members.at(-1), `${JSON.stringify(name)}: ${value}`);
  const old = member.children?.[1];
  if (value !== undefined) return old === undefined ? text : text.slice(0, old.offset) + value + text.slice(old.offset + old.length);
  const next = members[at + 1];
  const before = members[at - 1];
  const from = next === undefined && before !== undefined ? before.offset + before.length : member.offset;
  const to = next?.offset ?? member.offset + member.length;
  return text.slice(0, from) + text.slice(to);
}

function inserted(text: string, holder: Node, last: Node | undefined, member: string): string {
  if (last === undefined) return `${text.slice(0, holder.offset)}{ ${member} }${text.slice(holder.offset + holder.length)}`;
  const at = last.offset + last.length;
  const line = text.lastIndexOf('\n', last.offset);
  const lead = line < 0 || text.slice(line + 1, last.offset).trim() !== '' ? ' ' : `\n${text.slice(line + 1, last.offset)}`;
  return `${text.slice(0, at)},${lead}${member}${text.slice(at)}`;
}

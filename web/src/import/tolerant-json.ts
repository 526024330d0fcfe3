/**
 * JSON as people write it down: comments, trailing commas, and `...` for what was left out. Gives plain values that
 * remember where they stood, so that a part can be taken out of a text with its comments and its way of writing.
 */
import { type Node, parseTree, type ParseError } from 'jsonc-parser';
import { withStandIns } from './stand-ins.ts';

/** Deeper texts are refused, as the engine refuses them. */
const MAX_DEPTH = 1_000;

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };
export type PlainObject = { [key: string]: Plain };

export interface Source {
  readonly value: Plain;
  /** The text that was read: `...` is taken out of it, and values that are `${…}` have stand-ins. */
  readonly text: string;
  /** Have values been replaced by stand-ins? */
  readonly replaced: boolean;
  /** Where a part of the value stands in the text. */
  rangeOf(part: PlainObject): { readonly from: number; readonly to: number } | undefined;
}

export function isPlainObject(value: Plain | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a text that is one JSON value. Undefined when it is not. */
export function readTolerantJson(original: string): Source | undefined {
  const text = withoutDots(original);
  if (!/^\s*(?:[[{]|\/[/*])/.test(text) || depthOf(text) > MAX_DEPTH) return undefined;
  return read(text) ?? (text.includes('${') ? read(withStandIns(text), true) : undefined);
}

function read(text: string, replaced = false): Source | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  if (root === undefined || errors.length > 0) return undefined;
  const ranges = new WeakMap<object, { from: number; to: number }>();
  return { value: plainOf(root, ranges), text, replaced, rangeOf: (part) => ranges.get(part) };
}

function plainOf(node: Node, ranges: WeakMap<object, { from: number; to: number }>): Plain {
  if (node.type === 'array') return (node.children ?? []).map((child) => plainOf(child, ranges));
  if (node.type !== 'object') return node.value as Plain;
  const object: PlainObject = {};
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    // `defineProperty`, because a member may be called `__proto__`.
    if (key !== undefined && value !== undefined) Object.defineProperty(object, String(key.value), { value: plainOf(value, ranges), enumerable: true, writable: true, configurable: true });
  }
  ranges.set(object, { from: node.offset, to: node.offset + node.length });
  return object;
}

/** Blanks in place of `...` outside of texts and comments; `{}` where a value is missing. */
function withoutDots(text: string): string {
  if (!text.includes('...') && !text.includes('…')) return text;
  const parts = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(:\s*)?(?:\.{3,}|…)\s*,?/g;
  return text.replace(parts, (part, colon: string | undefined) => {
    if (part.startsWith('"') || part.startsWith('/')) return part;
    if (colon !== undefined) return `${colon}{}${part.endsWith(',') ? ',' : ''}`;
    return ' '.repeat(part.length);
  });
}

/** How deep brackets nest, outside of texts. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const part of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[{]|[\]}]/g)) {
    const sign = part[0];
    if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}

/** Widths of texts in the page's font, measured once each with a canvas; no layout of the page is forced. */
import { behindComments } from '../shared/comments.ts';
import { short } from '../shared/short.ts';

export type TextFont = 'name' | 'small' | 'label' | 'badge' | 'tab';

const FONTS: Readonly<Record<TextFont, string>> = { name: '600 13px', small: '400 11px', label: '500 11px', badge: '600 11px', tab: '500 13px' };
const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Width in px. Without a canvas (tests) every character counts as 7 px. */
export function textWidth(text: string, font: TextFont): number {
  text = short(text);
  const key = `${font}${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = measure(text, FONTS[font]);
  if (widths.size > 20_000) widths.clear();
  widths.set(key, width);
  return width;
}

function measure(text: string, font: string): number {
  if (typeof document === 'undefined') return text.length * 7;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 7;
  const family = getComputedStyle(document.documentElement).getPropertyValue('--sans').trim() || 'system-ui, sans-serif';
  context.font = `${font} ${family}`;
  return Math.ceil(context.measureText(text).width * 10) / 10;
}

/** The text, cut in its middle where it is wider than `room`: `Notify…Manager`. */
export function fitMiddle(text: string, room: number, font: TextFont, widthOf = textWidth): string {
  text = short(text);
  if (widthOf(text, font) <= room) return text;
  const letters = [...text];
  let low = 1;
  let high = letters.length - 1;
  const cut = (keep: number): string =>
    `${letters.slice(0, Math.ceil(keep / 2)).join('')}…${letters.slice(letters.length - Math.floor(keep / 2)).join('')}`;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(cut(middle), font) <= room) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}

/** Names that may be states of a definition (members that hold an object), for the layout: at most 2,000. */
export function measureNames(definition: string): Record<string, number> {
  const found: Record<string, number> = {};
  let count = 0;
  // JSON begins with a brace, after comments; in YAML the object is on the lines below, or in braces too.
  const names = definition[behindComments(definition)] === '{'
    ? /"((?:[^"\\]|\\.){1,200})"\s*:\s*\{/g
    : /^[ \t]*(?:- )?["']?([^\s"'#:][^"'#:\n]{0,199}?)["']?:[ \t]*(?:[&{#].*)?$/gm;
  for (const match of definition.matchAll(names)) {
    const name = match[1];
    if (name === undefined || Object.hasOwn(found, name)) continue;
    found[name] = textWidth(name, 'name');
    count += 1;
    if (count >= 2_000) break;
  }
  return found;
}

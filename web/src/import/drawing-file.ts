/**
 * Drawings that carry their definition: an SVG in its metadata, a PNG in a text chunk of its own. Pictures from anywhere
 * may be read, so every length is checked and nothing is believed.
 */

const TAG = 'stepthrough:definition';
const NAMESPACE = 'https://stepthrough.dev/ns/definition';
const KEYWORD = 'stepthrough';
const PNG_SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** The SVG's text with the definition in its metadata; `svg` is the text of one `<svg>` element. */
export function svgWithDefinition(svg: string, definition: string): string {
  const at = svg.indexOf('>') + 1;
  return `${svg.slice(0, at)}<metadata><${TAG} xmlns:stepthrough="${NAMESPACE}">${escape(definition)}</${TAG}></metadata>${svg.slice(at)}`;
}

/** The definition that an SVG carries; undefined where it carries none. */
export function definitionOfSvg(svg: string): string | undefined {
  const open = svg.indexOf(`<${TAG}`);
  const from = open < 0 ? -1 : svg.indexOf('>', open) + 1;
  const to = svg.indexOf(`</${TAG}>`, from);
  return from <= 0 || to < 0 ? undefined : unescape(svg.slice(from, to));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
    if (code !== undefined) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    return ENTITIES[name ?? ''] ?? whole;
  });
}

/** The picture with the definition in an iTXt chunk after its head. The bytes come back as they are when they are no PNG. */
export function pngWithDefinition(png: Uint8Array, definition: string): Uint8Array {
  const head = chunks(png)[0];
  if (head?.type !== 'IHDR') return png;
  const text = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${definition}`);
  const chunk = new Uint8Array(12 + text.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, text.length);
  chunk.set(new TextEncoder().encode('iTXt'), 4);
  chunk.set(text, 8);
  view.setUint32(8 + text.length, crc32(chunk.subarray(4, 8 + text.length)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, head.end));
  out.set(chunk, head.end);
  out.set(png.subarray(head.end), head.end + chunk.length);
  return out;
}

/** The definition that a PNG carries; undefined where it carries none. */
export function definitionOfPng(png: Uint8Array): string | undefined {
  for (const { type, from, to } of chunks(png)) {
    if (type !== 'iTXt') continue;
    const text = new TextDecoder().decode(png.subarray(from, to));
    const head = `${KEYWORD}\0\0\0\0\0`;
    if (text.startsWith(head)) return text.slice(head.length);
  }
  return undefined;
}

interface Chunk {
  readonly type: string;
  /** Its data, and the end of all of it. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

function chunks(png: Uint8Array): Chunk[] {
  if (PNG_SIGNATURE.some((byte, at) => png[at] !== byte)) return [];
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const found: Chunk[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > png.length) break;
    found.push({ type: new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8)), from: at + 8, to: at + 8 + length, end });
    at = end;
  }
  return found;
}

let table: Uint32Array | undefined;

/** The check sum of PNG chunks. */
export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = (c & 1) === 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1;
    return c;
  });
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}

/**
 * The graph as the text of a plain SVG: for pages that show it before, or without, any script. Everything that is drawn
 * stands in attributes, so that no policy about styles can take it away, and every text is escaped.
 */
import { escapeAttribute } from '../shared/escape.ts';
import type { GraphEdge, GraphLayout, GraphNode } from '../shared/protocol.ts';
import { roundedPath } from '../shared/rounded-path.ts';

/** Fill, border and sign of states by how they stand. */
export type Stand = 'ns' | 'ok' | 'fa' | 'ca' | 'ip';
const COLOURS: Readonly<Record<Stand, readonly [string, string]>> = {
  ns: ['#fff', '#687078'], ok: ['#e6f7e6', '#037f0c'], fa: ['#fde9e7', '#d91515'], ca: ['#fff1db', '#a35c00'], ip: ['#e3f4fc', '#096fd3'],
};
const MAX_NODES = 60;
const LETTER = 7.2;

/** The drawing; of workflows with more than 60 boxes a card with the title, since a page should not weigh that much. */
export function bakeSvg(layout: GraphLayout, title: string, standOf: (state: string) => Stand): string {
  const name = escapeAttribute(title);
  if (layout.nodes.length > MAX_NODES) {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120" role="img" aria-label="${name}" font-family="system-ui,sans-serif" font-size="14"><rect width="400" height="120" rx="10" fill="#fafbfc"/><text x="200" y="65" text-anchor="middle" fill="#0f1b2a" font-weight="600">${name}</text></svg>`;
  }
  const containers = layout.nodes.filter((node) => node.kind === 'container');
  const others = layout.nodes.filter((node) => node.kind !== 'container');
  const parts = [...containers.map((node) => box(node, standOf)), ...layout.edges.map(edge), ...others.map((node) => box(node, standOf))];
  const [width, height] = [Math.ceil(layout.width), Math.ceil(layout.height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 ${width + 32} ${height + 32}" role="img" aria-label="${name}" font-family="system-ui,sans-serif" font-size="13" font-weight="600" text-anchor="middle"><rect x="-16" y="-16" width="${width + 32}" height="${height + 32}" fill="#fafbfc"/>${parts.join('')}</svg>`;
}

function box(node: GraphNode, standOf: (state: string) => Stand): string {
  const [x, y, w, h] = [node.x, node.y, node.width, node.height].map(Math.round) as [number, number, number, number];
  const mark = node.kind === 'start' || node.kind === 'end';
  const stand = mark ? 'ns' : standOf(node.id);
  const [fill, border] = node.kind === 'start' ? ['#0f1b2a', '#0f1b2a'] : COLOURS[stand];
  const label = node.label === '' ? (node.kind === 'start' ? 'Start' : 'End') : node.label;
  const inside = node.kind === 'container';
  const text = `<text x="${x + w / 2}" y="${inside ? y + 20 : y + h / 2 + 4.5}" fill="${node.kind === 'start' ? '#fff' : '#0f1b2a'}">${escapeAttribute(cut(label, w - 16))}</text>`;
  const dash = stand === 'ns' && !mark ? ' stroke-dasharray="5 2"' : '';
  const round = mark || node.type === 'Succeed' || node.type === 'Fail' ? h / 2 : inside ? 10 : 8;
  const paint = `fill="${fill}"${inside ? ' fill-opacity=".36"' : ''} stroke="${border}" stroke-width="1.5"${dash}`;
  const shape = node.type === 'Choice' && !inside
    ? `<path d="M${x + 16} ${y}H${x + w - 16}L${x + w} ${y + h / 2}L${x + w - 16} ${y + h}H${x + 16}L${x} ${y + h / 2}Z" ${paint}/>`
    : `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" ${paint}/>`;
  return shape + text;
}

function edge(line: GraphEdge): string {
  const caught = line.kind === 'catch';
  const colour = caught ? '#a35c00' : '#7d8998';
  const last = line.points.at(-1) ?? [0, 0];
  const before = line.points.at(-2) ?? last;
  const angle = Math.round((Math.atan2(last[1] - before[1], last[0] - before[0]) * 180) / Math.PI);
  const dash = caught || line.kind === 'default' ? ' stroke-dasharray="5 4"' : '';
  const head = `<path d="M0 0L-8 -4V4Z" fill="${colour}" transform="translate(${Math.round(last[0])} ${Math.round(last[1])}) rotate(${angle})"/>`;
  const label = line.label === undefined || line.label === '' || line.labelAt === undefined ? '' : plate(cut(line.label, 150), line.labelAt);
  return `<path d="${roundedPath(line.points)}" fill="none" stroke="${colour}" stroke-width="1.5"${dash}/>${head}${label}`;
}

function plate(text: string, [x, y]: readonly [number, number]): string {
  const width = Math.round(text.length * 6.2 + 10);
  return `<rect x="${Math.round(x - width / 2)}" y="${Math.round(y - 9)}" width="${width}" height="18" rx="4" fill="#fafbfc"/><text x="${Math.round(x)}" y="${Math.round(y + 4)}" font-size="11" font-weight="500" fill="#465364">${escapeAttribute(text)}</text>`;
}

/** Cut in the middle, by the usual width of a letter; those of east Asia are twice as wide. */
function cut(text: string, room: number): string {
  const letters = [...text];
  const wide = letters.filter((letter) => letter > '\u2e7f').length;
  const fits = Math.floor(room / (LETTER * (1 + wide / Math.max(1, letters.length))));
  if (letters.length <= fits) return text;
  const half = Math.max(1, Math.floor((fits - 1) / 2));
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`;
}

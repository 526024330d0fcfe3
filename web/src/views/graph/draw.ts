/** SVG of nodes and edges. Everything is decoration for the eye: buttons with words lie over it. */
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { fitMiddle, textWidth } from '../../elements/measure.ts';
import { type IconName, serviceIcon, STATUS_ICON, strokes } from '../../elements/icons.ts';
import { formatCompact, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { STATUS_TOKEN, type Status } from '../../run/status.ts';
import { CHILD_STATUSES, mapMode } from '../../run/map-run.ts';
import { BADGE_WAIT_MS, type EdgeView, type NodeView } from './model.ts';
import { short } from '../../shared/short.ts';

const ICON_CELL = 34;

function glyph(name: IconName, x: number, y: number, size: number, className = ''): SVGTemplateResult {
  return svg`<svg class="glyph ${className}" x=${x} y=${y} width=${size} height=${size} viewBox="0 0 16 16">${strokes(name)}</svg>`;
}

function statusGlyph({ view: { status }, inChildrenOf }: NodeView, x: number, y: number, size = 14): SVGTemplateResult | typeof nothing {
  if (inChildrenOf !== undefined) return glyph('split', x, y, size, 'pattern');
  if (status === 'notStarted') return nothing;
  return glyph(STATUS_ICON[status], x, y, size, status === 'inProgress' ? 'status turning' : 'status');
}

/** One box with its texts, status and badges. */
export function drawNode(item: NodeView, selected: boolean, breakpoint = false): SVGTemplateResult {
  const { node, view } = item;
  const token = node.kind === 'start' || node.kind === 'end' ? 'mark' : item.inChildrenOf === undefined ? STATUS_TOKEN[view.status] : 'ns n-in';
  return svg`<g class="node n-${token} t-${node.type}" transform="translate(${node.x} ${node.y})">
    ${selected ? ring(item) : nothing}
    ${shapeOf(item)}
    ${badgesOf(item)}
    ${breakpoint ? svg`<circle class="breakpoint" cx="0" cy=${item.node.kind === 'container' ? 15 : item.node.height / 2} r="5.5"></circle>` : nothing}
  </g>`;
}

function shapeOf(item: NodeView): SVGTemplateResult {
  switch (item.node.kind) {
    case 'start':
      return startMark(item);
    case 'end':
      return endMark(item);
    case 'container':
      return item.node.collapsed === true ? closedContainer(item) : container(item);
    case 'missing':
      return box(item);
    case 'state':
      if (item.node.type === 'Choice') return choice(item);
      if (item.node.type === 'Succeed') return pill(item, 'check');
      if (item.node.type === 'Fail') return pill(item, 'cross');
      return box(item);
  }
}

function ring({ node }: NodeView): SVGTemplateResult {
  const by = 4;
  if (node.type === 'Choice') {
    return svg`<path class="ring" d=${hexagon(-by - 1, -by, node.width + 2 * by + 2, node.height + 2 * by, 17)}></path>`;
  }
  const radius = isPill(node.type) ? (node.height + 2 * by) / 2 : node.kind === 'container' ? 14 : 12;
  return svg`<rect class="ring" x=${-by} y=${-by} width=${node.width + 2 * by} height=${node.height + 2 * by} rx=${radius}></rect>`;
}

function isPill(type: string): boolean {
  return type === 'Succeed' || type === 'Fail' || type === 'Start' || type === 'End';
}

function startMark({ node }: NodeView): SVGTemplateResult {
  const label = node.label === '' || node.label === 'Start' ? t('graph.start') : node.label;
  return svg`<rect class="start" width=${node.width} height=${node.height} rx=${node.height / 2}></rect>
    <text class="start-word" x=${node.width / 2} y=${node.height / 2 + 4}>${label}</text>`;
}

function endMark({ node }: NodeView): SVGTemplateResult {
  return svg`<rect class="shape" width=${node.width} height=${node.height} rx=${node.height / 2}></rect>
    <text class="end-word" x=${node.width / 2} y=${node.height / 2 + 4}>${node.label === '' ? t('stage.end') : node.label}</text>`;
}

function box(item: NodeView): SVGTemplateResult {
  const { node, view } = item;
  const room = node.width - ICON_CELL - 12 - (hasSign(item) ? 28 : 12);
  const two = node.subtitle !== '' && node.height >= 40;
  const middle = node.height / 2;
  const pattern = PATTERN_ICON[node.badges?.find((badge) => badge !== 'retry') ?? ''];
  return svg`<rect class="shape" width=${node.width} height=${node.height} rx="8"></rect>
    ${decorations(node.width, node.height, view.status)}
    <path class="cell" d="M${ICON_CELL} 0V${node.height}"></path>
    ${glyph(serviceIcon(node.icon), ICON_CELL / 2 - 8, middle - 8, 16, 'service')}
    <text class="name" x=${ICON_CELL + 11} y=${two ? middle - 3 : middle + 4.5}>${fitMiddle(node.label, room, 'name')}</text>
    ${two ? svg`<text class="second" x=${ICON_CELL + 11} y=${middle + 13}>${fitMiddle(node.subtitle, node.width - ICON_CELL - (pattern === undefined ? 20 : 36), 'small')}</text>` : nothing}
    ${two && pattern !== undefined ? glyph(pattern, node.width - 22, node.height - 19, 12, 'pattern') : nothing}
    ${statusGlyph(item, node.width - 23, two ? 7 : middle - 7)}`;
}

/** How a Task waits: for a job, for somebody with the token, for a worker. */
const PATTERN_ICON: Readonly<Record<string, IconName>> = { sync: 'hourglass', token: 'key', activity: 'gear' };

/** A container without its inside: a box that shows by its second edge that there is one. */
function closedContainer(item: NodeView): SVGTemplateResult {
  const { node } = item;
  return svg`<path class="card" d=${cardEdge(node.width, node.height, 4)}></path>${box(item)}`;
}

/** The second sign of some statuses: hatch, double left edge, strike. */
function decorations(width: number, height: number, status: Status): SVGTemplateResult | typeof nothing {
  if (status === 'retrying') return svg`<rect class="hatch" x="1" y="1" width=${width - 2} height=${height - 2} rx="7"></rect>`;
  if (status === 'caught') return svg`<path class="second-edge" d="M4 4V${height - 4}"></path>`;
  if (status === 'aborted') return svg`<path class="strike" d="M${ICON_CELL + 11} ${height - 9}H${width - 12}"></path>`;
  return nothing;
}

function hexagon(x: number, y: number, width: number, height: number, side: number): string {
  return `M${x + side} ${y}H${x + width - side}L${x + width} ${y + height / 2}L${x + width - side} ${y + height}H${x + side}L${x} ${y + height / 2}Z`;
}

/** Something stands where the status does. */
function hasSign({ view, inChildrenOf }: NodeView): boolean {
  return view.status !== 'notStarted' || inChildrenOf !== undefined;
}

function choice(item: NodeView): SVGTemplateResult {
  const { node } = item;
  const icon = hasSign(item) ? 20 : 0;
  const name = fitMiddle(node.label, node.width - 36 - icon, 'name');
  const width = textWidth(name, 'name');
  const start = (node.width - width - icon) / 2;
  return svg`<path class="shape" d=${hexagon(0, 0, node.width, node.height, 16)}></path>
    <text class="name" x=${start} y=${node.height / 2 + 4.5}>${name}</text>
    ${statusGlyph(item, start + width + 6, node.height / 2 - 7)}`;
}

function pill({ node, view }: NodeView, sign: IconName): SVGTemplateResult {
  const icon = view.status === 'notStarted' || view.status === 'succeeded' || view.status === 'failed' ? sign : STATUS_ICON[view.status];
  const name = fitMiddle(node.label === '' ? t('stage.end') : node.label, node.width - 44, 'name');
  const start = (node.width - textWidth(name, 'name') - 20) / 2;
  return svg`<rect class="shape" width=${node.width} height=${node.height} rx=${node.height / 2}></rect>
    ${glyph(icon, start, node.height / 2 - 7, 14, 'status')}
    <text class="name" x=${start + 20} y=${node.height / 2 + 4.5}>${name}</text>`;
}

function container(item: NodeView): SVGTemplateResult {
  const { node, view } = item;
  const cards =
    node.type === 'Map'
      ? svg`<path class="card" d=${cardEdge(node.width, node.height, 8)}></path><path class="card" d=${cardEdge(node.width, node.height, 4)}></path>`
      : nothing;
  const length = view.visit?.length;
  const picker = node.type === 'Map' && length !== undefined ? (mapMode(node).distributed ? MAP_RUN_WIDTH : PICKER_WIDTH) : 0;
  const name = fitMiddle(node.label, node.width - 92 - picker, 'name');
  const after = 34 + textWidth(name, 'name') + 8;
  const room = node.width - after - 52 - picker;
  // AWS writes 0 for a distributed Map whose items are read by its Map Run.
  const items = length === undefined || (length === 0 && mapMode(node).distributed) ? '' : t('timeline.items', { count: length });
  // Rather less than a word that was cut.
  const subtitle = node.type !== 'Map' ? branchWords(node.subtitle) : ([items === '' ? 'Map' : `Map · ${items}`, items].find((words) => textWidth(words, 'small') <= room) ?? '');
  return svg`${cards}
    <rect class="shape frame" width=${node.width} height=${node.height} rx="10"></rect>
    ${glyph(serviceIcon(node.type), 12, 8, 14, 'service')}
    <text class="name" x="34" y="19.5">${name}</text>
    ${room > 30 && subtitle !== '' ? svg`<text class="second" x=${after} y="19.5">${fitMiddle(subtitle, room, 'small')}</text>` : nothing}
    ${statusGlyph(item, node.width - 25, 8)}`;
}

/** Room in a Map's title row for the picker of its items. */
export const PICKER_WIDTH = 56;
/** Room for the way to the Map Run of a distributed Map. */
const MAP_RUN_WIDTH = 76;

/** The engine counts branches in English. */
function branchWords(subtitle: string): string {
  return subtitle.replace(/\b(\d{1,9}) branch(?:es)?$/, (_, count: string) => t('graph.branches', { count: Number(count) }));
}

function cardEdge(width: number, height: number, by: number): string {
  return `M${by + 6} ${-by}H${width + by - 10}a10 10 0 0 1 10 10V${height + by - 16}`;
}

interface Badge {
  readonly icon: IconName;
  readonly text: string;
  readonly token: string;
}

function badgeList({ node, view, children }: NodeView): Badge[] {
  if (node.kind !== 'state' && node.kind !== 'container') return [];
  // How the children stand says more of a Map Run than anything else; from the right: what went well, then what did not.
  const badges: Badge[] = (children === undefined ? [] : [...CHILD_STATUSES].reverse()).flatMap((status) =>
    status === 'notStarted' || !children?.[status] ? [] : [{ icon: STATUS_ICON[status], text: formatCompact(children[status]), token: STATUS_TOKEN[status] }],
  );
  if (badges.length > 0) return badges.slice(0, 3);
  if (view.retries > 0) badges.push({ icon: 'retry', text: t('graph.retries', { count: view.retries }), token: 'rt' });
  if (view.waitedMs >= BADGE_WAIT_MS) badges.push({ icon: 'hourglass', text: formatDuration(view.waitedMs), token: 'wt' });
  // Items of a Map are counted in its title, where the picker stands.
  if (view.visits > 1 && view.visit?.iteration === undefined) badges.push({ icon: 'reset', text: `×${view.visits}`, token: 'ns' });
  if (view.sample && node.type === 'Task') badges.push({ icon: 'wand', text: t('graph.sample'), token: 'ns' });
  return badges.slice(0, 2);
}

/** What a Map's definition says of how its items run; these stand at the left, what happened at the right. */
function modeBadges({ node }: NodeView): Badge[] {
  const { distributed, max } = mapMode(node);
  return [
    ...(distributed ? [{ icon: 'split' as const, text: 'DISTRIBUTED', token: 'ns' }] : []),
    ...(max === undefined ? [] : [{ icon: 'parallel' as const, text: max, token: 'ns' }]),
  ];
}

/** Half of the width that an arrow's head needs, with room. */
const ARROW = 10;

function badgesOf(item: NodeView): (SVGTemplateResult | typeof nothing)[] {
  let left = 8;
  let right = item.node.width + 6;
  const middle = item.node.width / 2;
  const after = badgeList(item).map((badge) => {
    right -= badgeWidth(badge) + 4;
    return drawBadge(badge, right + 4);
  });
  const before = modeBadges(item).map((badge) => {
    // The arrow from above ends in the middle: a badge does not lie under it.
    const x = left < middle + ARROW && left + badgeWidth(badge) > middle - ARROW ? middle + ARROW : left;
    left = x + badgeWidth(badge) + 4;
    // What happened has the room; what the definition says stands in the definition too.
    return left > right + 4 ? nothing : drawBadge(badge, x);
  });
  return [...before, ...after];
}

function badgeWidth(badge: Badge): number {
  return textWidth(badge.text, 'badge') + 30;
}

function drawBadge(badge: Badge, x: number): SVGTemplateResult {
  return svg`<g class="badge b-${badge.token}" transform="translate(${x} -13)">
    <rect width=${badgeWidth(badge)} height="18" rx="9"></rect>
    ${glyph(badge.icon, 7, 3, 12)}
    <text x="22" y="13">${badge.text}</text>
  </g>`;
}

function wayState({ taken, inChildren }: EdgeView, ran: boolean): string {
  return taken > 0 ? 'on' : ran && !inChildren ? 'off' : '';
}

/** One line with its arrow head and label. */
export function drawEdge(item: EdgeView, ran: boolean): SVGTemplateResult {
  const { edge } = item;
  const state = wayState(item, ran);
  return svg`<g class="edge e-${edge.kind} ${state}">
    <path class="line" d=${item.path}></path>
    <path class="head" d="M0 0L-8 -4V4Z" transform="translate(${item.tip[0]} ${item.tip[1]}) rotate(${item.angle})"></path>
  </g>`;
}

/** Room of a label, and of one that is shown in full. */
const LABEL_ROOM = 150;
const FULL_LABEL_ROOM = 300;

/** The label's plate, over all lines; in full when its state is the selected one. */
export function drawLabel(item: EdgeView, ran: boolean): SVGTemplateResult | typeof nothing {
  const { edge } = item;
  if (edge.label === undefined || edge.label === '' || edge.labelAt === undefined) return nothing;
  const lines = item.focused && edge.title !== undefined ? wrapWords(short(edge.title, 500), FULL_LABEL_ROOM) : [fitMiddle(edge.label, LABEL_ROOM, 'label')];
  const width = Math.max(...lines.map((line) => textWidth(line, 'label'))) + 12;
  const height = 14 * lines.length + 4;
  const state = wayState(item, ran);
  return svg`<g class="edge-label e-${edge.kind} ${state} ${lines.length > 1 ? 'full' : ''}" transform="translate(${edge.labelAt[0]} ${edge.labelAt[1]})">
    <title>${short(edge.title ?? edge.label, 500)}</title>
    <rect x=${-width / 2} y=${-height / 2} width=${width} height=${height} rx="4"></rect>
    ${lines.map((line, at) => svg`<text y=${4 - 7 * (lines.length - 1) + 14 * at}>${line}</text>`)}
  </g>`;
}

/** Lines of a text, broken between words, at most four; the last one is cut in its middle. */
function wrapWords(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && (textWidth(`${last} ${word}`, 'label') <= room || lines.length === 4)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => fitMiddle(line, room, 'label'));
}

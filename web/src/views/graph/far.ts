/**
 * The drawing from afar: one path for all boxes of a status, one for all lines. Used where single boxes could not be
 * read anyhow (the minimap, and the graph below 40 %), so that 1,000 states move at 60 frames a second.
 */
import { svg, type SVGTemplateResult } from 'lit';
import { STATUS_TOKEN } from '../../run/status.ts';
import type { GraphView, NodeView } from './model.ts';

/** Path of all lines, taken ones apart from the others. */
export function farEdges(model: GraphView): SVGTemplateResult {
  const plain: string[] = [];
  const taken: string[] = [];
  for (const { edge, taken: times } of model.edges) {
    const path = edge.points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`).join('');
    (times > 0 ? taken : plain).push(path);
  }
  return svg`<path class="far-line ${model.ran ? 'off' : ''}" d=${plain.join('')}></path><path class="far-line on" d=${taken.join('')}></path>`;
}

/** One path for the boxes of each status, containers under what is in them. */
export function farNodes(nodes: readonly NodeView[]): SVGTemplateResult[] {
  const frames = new Map<string, string[]>();
  const boxes = new Map<string, string[]>();
  for (const { node, view } of nodes) {
    const token = node.kind === 'start' || node.kind === 'end' ? 'mark' : STATUS_TOKEN[view.status];
    const group = node.kind === 'container' && node.collapsed !== true ? frames : boxes;
    const path = `M${Math.round(node.x)} ${Math.round(node.y)}h${Math.round(node.width)}v${Math.round(node.height)}h${-Math.round(node.width)}z`;
    const list = group.get(token);
    if (list === undefined) group.set(token, [path]);
    else list.push(path);
  }
  const draw = (group: Map<string, string[]>, frame: string): SVGTemplateResult[] =>
    [...group].map(([token, paths]) => svg`<path class="far-box ${frame} n-${token}" d=${paths.join('')}></path>`);
  return [...draw(frames, 'frame'), ...draw(boxes, '')];
}

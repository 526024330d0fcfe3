/**
 * What the graph shows at one moment: plain data, made of the layout, the history and the cursor.
 * It knows nothing of SVG, of the pointer or of the zoom.
 */
import type { GraphEdge, GraphLayout, GraphNode } from '../../shared/protocol.ts';
import { type Points, roundedPath } from '../../shared/rounded-path.ts';
import { wayKey } from '../../run/history-index.ts';
import type { HistoryScope } from '../../run/scope.ts';
import { type ChildExecution, clockOfChildren, mapMode, type MapRunView, mapRunView, statesInChildren } from '../../run/map-run.ts';
import { stateView, type StateView, UNVISITED, wayCount } from '../../run/visit-status.ts';

export interface NodeView {
  readonly node: GraphNode;
  readonly view: StateView;
  /** It runs in the child executions of this distributed Map: its own history has nothing of it. */
  readonly inChildrenOf?: string | undefined;
  /** Of a distributed Map that was entered: how its child executions stand. */
  readonly children?: MapRunView['counts'] | undefined;
}

export interface EdgeView {
  readonly edge: GraphEdge;
  readonly path: string;
  /** Tip and direction of the arrow head. */
  readonly tip: readonly [number, number];
  readonly angle: number;
  readonly taken: number;
  readonly bounds: Box;
  /** It begins or ends at the selected state: its label is shown in full. */
  readonly focused: boolean;
  /** It lies in a distributed Map that was entered: whether it was taken is told by the child executions. */
  readonly inChildren: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GraphView {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  /** An execution is shown: ways not taken step back. */
  readonly ran: boolean;
}

/** Waiting shorter than this gets no badge. */
export const BADGE_WAIT_MS = 60_000;

/** Joins layout and history. */
export function graphView(layout: GraphLayout, index: HistoryScope, cursor: number, selected: string | undefined, children: readonly ChildExecution[] = []): GraphView {
  const ran = cursor > 0;
  const ended = ran && cursor >= index.length && /^Execution(?!Started)/.test(index.events.at(-1)?.type ?? '');
  const marks: Marks = { starts: idsOf(layout, 'start'), ends: idsOf(layout, 'end') };
  const inside = statesInChildren(layout.nodes, (map) => index.visitCount(map, cursor) > 0);
  return {
    ran,
    nodes: layout.nodes.map((node) => {
      const view = ran ? nodeView(node, index, cursor) : UNVISITED;
      return { node, view, inChildrenOf: inside.get(node.id), children: countsOf(node, view, index, cursor, children) };
    }),
    edges: layout.edges.map((edge) => edgeView(edge, index, cursor, selected, ended ? marks : { ...marks, ends: new Set() }, inside.has(edge.from) || inside.has(edge.to))),
  };
}

/** How the children of a Map's last visit stood at that moment. */
function countsOf(node: GraphNode, { visit }: StateView, index: HistoryScope, cursor: number, children: readonly ChildExecution[]): MapRunView['counts'] | undefined {
  if (visit === undefined || children.length === 0 || !mapMode(node).distributed) return undefined;
  const own = children.filter((child) => child.enteredEventId === visit.enteredAt + 1);
  return own.length === 0 ? undefined : mapRunView(own, clockOfChildren(index, cursor), undefined, 'all').counts;
}

function nodeView(node: GraphNode, index: HistoryScope, cursor: number): StateView {
  return node.kind === 'start' || node.kind === 'end' ? UNVISITED : stateView(index, node.id, cursor);
}

interface Marks {
  readonly starts: ReadonlySet<string>;
  /** Empty while the execution has not ended. */
  readonly ends: ReadonlySet<string>;
}

function idsOf(layout: GraphLayout, kind: GraphNode['kind']): ReadonlySet<string> {
  return new Set(layout.nodes.filter((node) => node.kind === kind).map((node) => node.id));
}

function edgeView(edge: GraphEdge, index: HistoryScope, cursor: number, selected: string | undefined, marks: Marks, inChildren: boolean): EdgeView {
  // The selection ring is 5 px wide: arrows end outside of it.
  const points = shorten(edge.points, edge.to === selected ? 6 : 1);
  const last = points.at(-1) ?? [0, 0];
  const before = points.at(-2) ?? last;
  return {
    edge,
    path: roundedPath(shorten(points, 6)),
    tip: [last[0], last[1]],
    angle: (Math.atan2(last[1] - before[1], last[0] - before[0]) * 180) / Math.PI,
    taken: taken(edge, index, cursor, marks),
    bounds: boundsOf(edge),
    inChildren,
    focused: selected !== undefined && (edge.from === selected || edge.to === selected),
  };
}

function taken(edge: GraphEdge, index: HistoryScope, cursor: number, marks: Marks): number {
  if (cursor === 0) return 0;
  if (marks.starts.has(edge.from)) return index.visitCount(edge.to, cursor);
  if (marks.ends.has(edge.to)) {
    const visit = index.lastVisit(edge.from, cursor);
    return visit?.end === 'exited' && visit.endedAt < cursor ? 1 : 0;
  }
  const ways = edge.kind === 'catch' ? index.caughtWays : index.ways;
  return wayCount(ways, wayKey(edge.from, edge.to), cursor);
}

function boundsOf(edge: GraphEdge): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of edge.labelAt === undefined ? edge.points : [...edge.points, edge.labelAt]) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left - 60, y: top - 12, width: right - left + 120, height: bottom - top + 24 };
}

/** Takes `by` px off the end of a line; a last piece that is too short keeps a pixel. */
function shorten(points: Points, by: number): Points {
  const last = points.at(-1);
  const before = points.at(-2);
  if (last === undefined || before === undefined) return points;
  const length = Math.hypot(last[0] - before[0], last[1] - before[1]);
  if (length === 0) return points;
  const keep = Math.max(1, length - by) / length;
  return [...points.slice(0, -1), [before[0] + (last[0] - before[0]) * keep, before[1] + (last[1] - before[1]) * keep]];
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

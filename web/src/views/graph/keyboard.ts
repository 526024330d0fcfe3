/** Where a key leads from a state: successor, predecessor, neighbour, into and out of containers, by name. */
import type { GraphLayout, GraphNode } from '../../shared/protocol.ts';

export type Move = 'successor' | 'predecessor' | 'above' | 'below' | 'into' | 'outOf' | 'start';

export const MOVE_OF_KEY: Readonly<Record<string, Move>> = {
  ArrowRight: 'successor',
  ArrowLeft: 'predecessor',
  ArrowUp: 'above',
  ArrowDown: 'below',
  ']': 'into',
  '[': 'outOf',
  Home: 'start',
};

/** States that can be walked through; start and end marks are no stops. */
export function stops(layout: GraphLayout): GraphNode[] {
  return layout.nodes.filter((node) => node.kind === 'state' || node.kind === 'container');
}

/** Name of the state that a move leads to; undefined when it leads nowhere. */
export function move(layout: GraphLayout, from: string, where: Move): string | undefined {
  const all = stops(layout);
  const isStop = (id: string): boolean => all.some((stop) => stop.id === id);
  const node = layout.nodes.find((candidate) => candidate.id === from);
  if (where === 'start' || node === undefined) return startOf(layout);
  switch (where) {
    case 'successor':
      return layout.edges.find((edge) => edge.from === from && isStop(edge.to))?.to;
    case 'predecessor':
      return layout.edges.find((edge) => edge.to === from && isStop(edge.from))?.from;
    case 'into':
      return topmost(all.filter((candidate) => candidate.parent === from))?.id;
    case 'outOf':
      return node.parent;
    case 'above':
    case 'below':
      return sibling(layout, node, where === 'below' ? 1 : -1);
  }
}

function startOf(layout: GraphLayout): string | undefined {
  const start = layout.nodes.find((node) => node.kind === 'start')?.id;
  return layout.edges.find((edge) => edge.from === start)?.to ?? topmost(stops(layout))?.id;
}

/** The next branch: the nearest state to the right (down) or left (up) on the same level of the same container. */
function sibling(layout: GraphLayout, node: GraphNode, direction: 1 | -1): string | undefined {
  const level = stops(layout)
    .filter((other) => other.parent === node.parent && other.y < node.y + node.height && node.y < other.y + other.height)
    .sort((a, b) => a.x - b.x);
  const at = level.findIndex((other) => other.id === node.id);
  return level[at + direction]?.id;
}

function topmost(nodes: readonly GraphNode[]): GraphNode | undefined {
  return [...nodes].sort((a, b) => a.y - b.y || a.x - b.x)[0];
}

/** The next state after `from` whose name begins with the typed letters. */
export function findByName(layout: GraphLayout, from: string, typed: string): string | undefined {
  const wanted = fold(typed);
  const all = stops(layout);
  const at = all.findIndex((node) => node.id === from);
  const order = [...all.slice(at + (typed.length > 1 ? 0 : 1)), ...all.slice(0, Math.max(0, at + 1))];
  return order.find((node) => fold(node.label).startsWith(wanted))?.id;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

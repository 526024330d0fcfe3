/** The drawing as Mermaid text, for documents that draw it themselves. Collapsed containers are written as one box. */
import type { GraphEdge, GraphLayout, GraphNode } from '../../shared/protocol.ts';

/** A flowchart with a subgraph for each container. */
export function mermaidText(layout: GraphLayout): string {
  const ids = new Map(layout.nodes.map((node, at) => [node.id, `n${at}`]));
  const idOf = (id: string): string => ids.get(id) ?? 'n';
  const inside = (parent: string | undefined, indent: string): string[] =>
    layout.nodes.filter((node) => node.parent === parent).flatMap((node) => {
      if (node.kind !== 'container' || node.collapsed === true) return [`${indent}${idOf(node.id)}${box(node)}`];
      return [`${indent}subgraph ${idOf(node.id)}[${quoted(titleOf(node))}]`, ...inside(node.id, `${indent}  `), `${indent}end`];
    });
  return ['flowchart TD', ...inside(undefined, '  '), ...layout.edges.map((edge) => `  ${idOf(edge.from)} ${arrow(edge)} ${idOf(edge.to)}`), ''].join('\n');
}

const titleOf = (node: GraphNode): string => [node.label === '' ? node.type : node.label, node.subtitle].filter((part) => part !== '').join(' · ');

function box(node: GraphNode): string {
  const words = quoted(titleOf(node));
  if (node.kind === 'start' || node.kind === 'end') return `((${words}))`;
  if (node.type === 'Choice') return `{{${words}}}`;
  return node.type === 'Succeed' || node.type === 'Fail' ? `([${words}])` : `[${words}]`;
}

function arrow(edge: GraphEdge): string {
  const line = edge.kind === 'catch' || edge.kind === 'default' ? '-.->' : '-->';
  const label = edge.title ?? edge.label ?? '';
  return label === '' ? line : `${line}|${quoted(label)}|`;
}

/** Mermaid reads markup and its own signs in texts: these are written as character codes. */
function quoted(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} .,:_()=+*/·-]/gu, (sign) => `#${sign.codePointAt(0) ?? 32};`)}"`;
}

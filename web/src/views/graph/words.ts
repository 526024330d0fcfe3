/** The accessible name of a state in the graph: what it is, how it stands, where it leads. */
import { t } from '../../i18n/t.ts';
import type { GraphLayout } from '../../shared/protocol.ts';
import { CHILD_STATUSES } from '../../run/map-run.ts';
import type { NodeView } from './model.ts';
import { short } from '../../shared/short.ts';

export function nodeWords(layout: GraphLayout, { node, view, inChildrenOf, children }: NodeView): string {
  const parts = [t('graph.nodeName', { name: node.label, type: node.type, status: t(inChildrenOf === undefined ? `status.${view.status}` : 'mapRun.insideShort') })];
  const counts = CHILD_STATUSES.filter((status) => children?.[status]).map((status) => `${t(`status.${status}`)} ${children?.[status] ?? 0}`);
  if (counts.length > 0) parts.push(`${t('mapRun.title')}: ${counts.join(', ')}`);
  if (view.retries > 0) {
    const all = view.visit?.attempts.length ?? view.retries + 1;
    parts.push(t('graph.nodeAttempts', { done: view.retries + 1, all }));
  }
  if (view.visits > 1) parts.push(t('graph.nodeVisits', { count: view.visits }));
  const marks = new Set(layout.nodes.filter((other) => other.kind === 'end').map((other) => other.id));
  const ways = layout.edges.filter((edge) => edge.from === node.id && !marks.has(edge.to));
  const names = (kind: 'next' | 'catch'): string =>
    [...new Set(ways.filter((edge) => (edge.kind === 'catch') === (kind === 'catch')).map((edge) => short(edge.to)))].join(', ');
  if (names('next') !== '') parts.push(t('graph.nodeNext', { names: names('next') }));
  if (names('catch') !== '') parts.push(t('graph.nodeCatch', { names: names('catch') }));
  return parts.join(', ');
}

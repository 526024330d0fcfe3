/** The items of a Map state's visit, in the groups of the picker. Plain data, made of history and cursor. */
import type { HistoryIndex, Visit } from './history-index.ts';
import { endBy } from './visit-status.ts';
import { eventKind } from './event-kinds.ts';

export type ItemStatus = 'failed' | 'aborted' | 'running' | 'succeeded' | 'pending';

export interface Items {
  /** Status of each item, by its number. */
  readonly statuses: readonly ItemStatus[];
  readonly counts: Readonly<Record<ItemStatus, number>>;
}

/** How the items of a Map stand when `cursor` events have happened. */
export function itemsOf(index: HistoryIndex, visit: Visit, cursor: number): Items {
  const statuses: ItemStatus[] = new Array<ItemStatus>(visit.length ?? 0).fill('pending');
  const ended = endBy(visit, cursor) !== undefined;
  for (const at of visit.events) {
    if (at >= cursor) break;
    const event = index.events[at];
    if (event === undefined) continue;
    const { role } = eventKind(event.type);
    // A retry begins all items anew.
    if (role === 'containerStarted') statuses.fill('pending');
    if (event.index === undefined || event.index >= statuses.length) continue;
    if (role === 'iterationStarted') statuses[event.index] = 'running';
    if (role === 'iterationEnded') statuses[event.index] = /Succeeded$/.test(event.type) ? 'succeeded' : /Failed$/.test(event.type) ? 'failed' : 'aborted';
  }
  if (ended) statuses.forEach((status, at) => { if (status === 'running') statuses[at] = 'aborted'; });
  const counts = { failed: 0, aborted: 0, running: 0, succeeded: 0, pending: 0 };
  for (const status of statuses) counts[status] += 1;
  return { statuses, counts };
}

/** Numbers of the items in the order of the picker: what went wrong first. */
export function pickerOrder(items: Items, failedOnly: boolean): { readonly status: ItemStatus; readonly items: readonly number[] }[] {
  const groups: readonly ItemStatus[] = failedOnly ? ['failed', 'aborted'] : ['failed', 'aborted', 'running', 'succeeded', 'pending'];
  return groups
    .map((status) => ({ status, items: items.statuses.flatMap((found, at) => (found === status ? [at] : [])) }))
    .filter((group) => group.items.length > 0);
}

/** The next item up or down from the chosen one; the first when none is chosen. */
export function neighbourItem(items: Items, chosen: number | undefined, by: 1 | -1, failedOnly: boolean): number | undefined {
  const order = pickerOrder(items, failedOnly).flatMap((group) => group.items).sort((a, b) => a - b);
  if (order.length === 0) return undefined;
  if (chosen === undefined) return by > 0 ? order[0] : order.at(-1);
  return by > 0 ? order.find((item) => item > chosen) : order.findLast((item) => item < chosen);
}

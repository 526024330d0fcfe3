/** The rows of the Table: one per visit of a state, the text equivalent of graph and timeline. */
import type { HistoryIndex } from '../../run/history-index.ts';
import { attemptsBy, endBy, visitStatus } from '../../run/visit-status.ts';
import type { Status } from '../../run/status.ts';

export interface TableRow {
  readonly visit: number;
  readonly name: string;
  readonly item: number | undefined;
  readonly type: string;
  readonly status: Status;
  readonly startedMs: number;
  readonly durationMs: number;
  readonly attempts: number;
  readonly resource: string;
}

export type TableColumn = 'name' | 'type' | 'status' | 'startedMs' | 'durationMs' | 'attempts' | 'resource';

/** Rows of the visits that had begun at the cursor, in the order asked for. */
export function tableRows(index: HistoryIndex, cursor: number, column: TableColumn, descending: boolean): TableRow[] {
  const start = index.events[0]?.timestampMs ?? 0;
  const time = (at: number): number => index.events[at]?.timestampMs ?? 0;
  const rows = index.visits
    .filter((visit) => visit.enteredAt < cursor)
    .map((visit): TableRow => ({
      visit: visit.index,
      name: visit.state,
      item: visit.iteration,
      type: visit.type,
      status: visitStatus(visit, cursor),
      startedMs: time(visit.enteredAt) - start,
      durationMs: time(endBy(visit, cursor)?.at ?? cursor - 1) - time(visit.enteredAt),
      attempts: attemptsBy(visit, cursor),
      resource: visit.attempts[0]?.resource ?? '',
    }));
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => sign * compare(a[column], b[column]) || a.visit - b.visit);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

/** The rows of the event table: what each event says in a few words, and which rows fit a filter. */
import { formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { eventKind, isFailureEvent } from '../../run/event-kinds.ts';
import type { HistoryIndex } from '../../run/history-index.ts';

export interface EventRow {
  readonly at: number;
  readonly id: number;
  readonly type: string;
  readonly state: string;
  readonly detail: string;
  readonly timestampMs: number;
  readonly failed: boolean;
  readonly succeeded: boolean;
}

const NO_ROW: EventRow = { at: -1, id: 0, type: '', state: '', detail: '', timestampMs: 0, failed: false, succeeded: false };

/** One row, made when it is drawn. */
export function eventRow(index: HistoryIndex, at: number): EventRow {
  const event = index.events[at];
  if (event === undefined) return NO_ROW;
  return {
    at,
    id: event.id,
    type: event.type,
    state: event.state ?? index.visitOf(at)?.state ?? '',
    detail: detailOf(index, at),
    timestampMs: event.timestampMs,
    failed: isFailureEvent(event.type),
    succeeded: event.type.endsWith('Succeeded'),
  };
}

function detailOf(index: HistoryIndex, at: number): string {
  const event = index.events[at];
  if (event === undefined) return '';
  if (event.error !== undefined) return event.error;
  const visit = index.visitOf(at);
  const { role } = eventKind(event.type);
  if (role === 'iterationStarted' || role === 'iterationEnded') return t('events.itemIndex', { k: `#${event.index ?? 0}` });
  if (event.length !== undefined) return t('events.items', { count: event.length });
  if (visit === undefined || visit.attempts.length < 2) return event.resource ?? '';
  const k = visit.attempts.findLastIndex((attempt) => attempt.scheduledAt <= at);
  if (role === 'started') return t('events.attempt', { k: k + 1 });
  const before = visit.attempts[k - 1];
  if (role === 'scheduled' && before !== undefined && before.endedAt >= 0) {
    return t('events.after', { duration: formatDuration(event.timestampMs - (index.events[before.endedAt]?.timestampMs ?? 0)) });
  }
  return event.resource ?? '';
}

/** Indices of the events that hold every word of the filter, in type, state, error or id. */
export function filterEvents(index: HistoryIndex, filter: string): number[] | undefined {
  const words = filter.normalize('NFKC').toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const found: number[] = [];
  index.events.forEach((event, at) => {
    const state = event.state ?? index.visitOf(at)?.state ?? '';
    const text = `${event.id} ${event.type} ${state} ${event.error ?? ''} ${event.resource ?? ''}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(at);
  });
  return found;
}

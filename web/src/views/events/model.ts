/** The rows of the event table: what each event says in a few words, and which rows fit a filter. */
import { formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import { eventKind, isFailureEvent } from '../../run/event-kinds.ts';
import type { HistoryIndex } from '../../run/history-index.ts';
import type { Status } from '../../run/status.ts';
import { visitStatus } from '../../run/visit-status.ts';
import { isRecord, parseJson, stringOr } from '../../shared/guard.ts';

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

export type EventGroup = 'all' | 'states' | 'tasks' | 'containers' | 'failures' | 'execution';
export const EVENT_GROUPS: readonly EventGroup[] = ['all', 'states', 'tasks', 'containers', 'failures', 'execution'];

export interface EventFilter {
  readonly words: string;
  readonly group: EventGroup;
  /** Empty: all states. */
  readonly state: string;
  /** Of the visit that an event belongs to; empty: all. */
  readonly status: Status | '';
}

export const NO_FILTER: EventFilter = { words: '', group: 'all', state: '', status: '' };

/** Indices of the events that fit a filter; undefined where it lets all through. */
export function filterEvents(index: HistoryIndex, filter: EventFilter): number[] | undefined {
  const words = filter.words.normalize('NFKC').toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 && filter.group === 'all' && filter.state === '' && filter.status === '') return undefined;
  const found: number[] = [];
  index.events.forEach((event, at) => {
    const visit = index.visitOf(at);
    const state = event.state ?? visit?.state ?? '';
    if (filter.state !== '' && state !== filter.state) return;
    if (!inGroup(filter.group, event.type)) return;
    if (filter.status !== '' && (visit === undefined || visitStatus(visit, index.length) !== filter.status)) return;
    const text = `${event.id} ${event.type} ${state} ${event.error ?? ''} ${event.resource ?? ''}`.normalize('NFKC').toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(at);
  });
  return found;
}

function inGroup(group: EventGroup, type: string): boolean {
  const { role } = eventKind(type);
  switch (group) {
    case 'all':
      return true;
    case 'states':
      return role === 'entered' || role === 'exited' || role === 'stateAborted';
    case 'tasks':
      return /^(?:Task|LambdaFunction|Activity)(?!State)/.test(type) || type === 'EvaluationFailed';
    case 'containers':
      return /^(?:Map|Parallel)/.test(type);
    case 'failures':
      return isFailureEvent(type);
    case 'execution':
      return role === 'executionStarted' || role === 'executionEnded' || type.startsWith('Execution');
  }
}

/** What the service writes into its log at a level. */
export type LogLevel = 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
export const LOG_LEVELS: readonly LogLevel[] = ['ALL', 'ERROR', 'FATAL', 'OFF'];

export interface LogRow {
  readonly id: number;
  readonly type: string;
  readonly timestampMs: number;
  readonly name: string;
  /** The whole entry, JSON text. */
  readonly text: string;
}

/** The log's entries as rows; anything else gives none. */
export function readLog(text: string): LogRow[] {
  const entries = parseJson(text);
  if (!Array.isArray(entries)) return [];
  return entries.filter(isRecord).map((entry): LogRow => {
    const details = isRecord(entry['details']) ? entry['details'] : {};
    return {
      id: Number(entry['id'] ?? 0),
      type: stringOr(entry['type'], ''),
      timestampMs: Number(entry['event_timestamp'] ?? 0),
      name: stringOr(details['name'], stringOr(details['error'], '')),
      text: JSON.stringify(entry),
    };
  });
}

/** The answer of GetExecutionHistory, from its events, one a line. */
export function historyAnswer(lines: readonly string[]): string {
  return `{\n  "events": [\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ]\n}`;
}

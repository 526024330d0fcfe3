/**
 * An execution's history as GetExecutionHistory answers it: from the command line (times as text or as seconds), from
 * an SDK, or as the console exports it. Gives the page's own view of events; no engine has to run.
 */
import type { ExecutionStatus, HistoryEventView, RunState } from '../shared/protocol.ts';
import { isPlainObject, type Plain, type PlainObject } from './tolerant-json.ts';

const MAX_EVENTS = 100_000;
/** States above that a walk looks at, so that no made-up history costs more than it holds. */
const MAX_WALK = 30_000;

/** What a replay needs: events for the views, the state of the execution, and each event's own JSON text. */
export interface ReplayedHistory {
  readonly views: readonly HistoryEventView[];
  readonly details: readonly string[];
  readonly state: RunState;
  readonly startMs: number;
}

/** The list of events in a value that is a history. */
export function eventsOf(value: Plain): PlainObject[] | undefined {
  const list = isPlainObject(value) ? (value['events'] ?? value['Events']) : value;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const events = list.slice(0, MAX_EVENTS).filter(isPlainObject);
  return events.length > 0 && events.every((event) => typeof event['type'] === 'string' && typeof event['id'] === 'number') ? events : undefined;
}

export function isHistory(value: Plain): boolean {
  return eventsOf(value) !== undefined;
}

/** Reads a history; undefined when the value is none. Events come in the order of their ids. */
export function readHistory(value: Plain): ReplayedHistory | undefined {
  const events = eventsOf(value)?.sort((a, b) => Number(a['id']) - Number(b['id']));
  if (events === undefined) return undefined;
  const views: HistoryEventView[] = [];
  events.forEach((event, at) => views.push(viewOf(event, at, views)));
  const last = events.at(-1);
  return {
    views,
    details: events.map((event) => JSON.stringify(event)),
    state: stateOf(views.at(-1), last === undefined ? {} : detailsOf(last), views.length),
    startMs: views[0]?.timestampMs ?? 0,
  };
}

function viewOf(event: PlainObject, at: number, before: readonly HistoryEventView[]): HistoryEventView {
  const type = typeof event['type'] === 'string' ? event['type'].slice(0, 80) : '';
  const details = detailsOf(event);
  const text = (name: string): string | undefined => (typeof details[name] === 'string' ? details[name] : undefined);
  const count = (name: string): number | undefined => (typeof details[name] === 'number' ? details[name] : undefined);
  // Ids are places in the list: a part of a history may begin anywhere.
  const previous = Number(event['previousEventId'] ?? 0) - (Number(event['id']) - (at + 1));
  const previousEventId = Number.isInteger(previous) && previous > 0 && previous <= at ? previous : 0;
  const resource = [text('resourceType'), text('resource')].filter((part) => part !== undefined).join(':');
  const state = stateNameOf(type, text('name'), previousEventId, before);
  const optional = { state, index: count('index'), length: count('length'), error: text('error'), cause: text('cause'), resource: resource === '' ? undefined : resource };
  return {
    id: at + 1,
    previousEventId,
    timestampMs: timeOf(event['timestamp'], before.at(-1)?.timestampMs ?? 0),
    type,
    ...(Object.fromEntries(Object.entries(optional).filter(([, member]) => member !== undefined)) as Partial<HistoryEventView>),
  };
}

/** The one member that holds the event's own fields: `taskFailedEventDetails`. */
function detailsOf(event: PlainObject): PlainObject {
  for (const [name, member] of Object.entries(event)) if (name.endsWith('EventDetails') && isPlainObject(member)) return member;
  return {};
}

/** Seconds since the epoch, milliseconds, or a time as text. */
function timeOf(value: Plain | undefined, otherwise: number): number {
  const ms = typeof value === 'number' ? (value < 1e11 ? value * 1_000 : value) : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) ? Math.round(ms) : otherwise;
}

/** The state that an event belongs to: named by itself, else that of the event before, else of its container. */
function stateNameOf(type: string, name: string | undefined, previousEventId: number, before: readonly HistoryEventView[]): string | undefined {
  if (type.startsWith('Execution')) return undefined;
  if (name !== undefined && /State(?:Entered|Exited)$|^MapIteration/.test(type)) return name;
  const container = /^(Map|Parallel)State(?:Succeeded|Failed)$/.exec(type)?.[1];
  if (container === undefined) return before[previousEventId - 1]?.state;
  let depth = 0;
  let at = previousEventId;
  for (let steps = 0; at > 0 && steps < MAX_WALK; steps += 1) {
    const event = before[at - 1];
    if (event === undefined) break;
    if (event.type === `${container}StateStarted`) {
      if (depth === 0) return event.state;
      depth -= 1;
    } else if (event.type === `${container}StateSucceeded` || event.type === `${container}StateFailed`) depth += 1;
    at = event.previousEventId;
  }
  return before[previousEventId - 1]?.state;
}

const STATUS: Readonly<Record<string, ExecutionStatus>> = {
  ExecutionSucceeded: 'SUCCEEDED', ExecutionFailed: 'FAILED', ExecutionTimedOut: 'TIMED_OUT', ExecutionAborted: 'ABORTED',
};

function stateOf(last: HistoryEventView | undefined, details: PlainObject, eventCount: number): RunState {
  const text = (name: string): string | undefined => (typeof details[name] === 'string' ? details[name] : undefined);
  const [output, error, cause] = [text('output'), text('error'), text('cause')];
  return {
    // A history that was taken while it ran stays where it was.
    status: STATUS[last?.type ?? ''] ?? 'RUNNING',
    eventCount,
    idle: true,
    waiting: [],
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/**
 * Histories as they stand in texts: one answer of GetExecutionHistory, its pages one after the other, as YAML, or the
 * lines that an Express workflow writes into its log.
 */
import { eventsOf, isHistory } from './history.ts';
import { isPlainObject, type Plain, type PlainObject, readTolerantJson } from './tolerant-json.ts';
import { documentsOf } from './yaml-documents.ts';

const MAX_PAGES = 20_000;

/** The history that a text is; `whole` is the text as one value, where it is one. Undefined when it is none. */
export function historyIn(text: string, whole: Plain | undefined): Plain | undefined {
  const pages = whole === undefined ? pagesIn(text) : [whole];
  const events = pages.flatMap((page) => eventsIn(page) ?? []);
  return events.length === 0 || (whole !== undefined && isHistory(whole)) ? (isHistory(whole ?? null) ? whole : undefined) : { events: once(events) };
}

/** Values that follow each other, or one of YAML. */
function pagesIn(text: string): Plain[] {
  if (/^\s*events:/i.test(text)) return documentsOf(text);
  if (!/^\s*[[{]/.test(text) || !/"(?:events|previous_?[eE]vent_?[iI]d)"/.test(text)) return [];
  const pages: Plain[] = [];
  for (const part of values(text)) {
    const page = readTolerantJson(part)?.value;
    // A text of something else is no history for holding one.
    if (page === undefined || pages.length >= MAX_PAGES) return [];
    pages.push(page);
  }
  return pages;
}

/** The parts of a text that begin and end with a brace or bracket. */
function* values(text: string): Generator<string> {
  let depth = 0;
  let from = 0;
  for (const part of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[{]|[\]}]/g)) {
    const sign = part[0];
    if (/^[[{]/.test(sign)) {
      if (depth === 0) from = part.index;
      depth += 1;
    } else if (/^[\]}]/.test(sign) && (depth -= 1) === 0) yield text.slice(from, part.index + 1);
    if (depth < 0) return;
  }
}

/** The events of a page, of a line of a log, or of lines as the log's own service answers them. */
function eventsIn(page: Plain): PlainObject[] | undefined {
  const events = eventsOf(page);
  if (events !== undefined) return events;
  if (!isPlainObject(page)) return undefined;
  const logged = logEvent(page);
  if (logged !== undefined) return [logged];
  const lines = page['events'];
  if (!Array.isArray(lines)) return undefined;
  return lines.flatMap((line): PlainObject[] => {
    const message = isPlainObject(line) ? line['message'] : undefined;
    const value = typeof message === 'string' ? readTolerantJson(message)?.value : undefined;
    const event = isPlainObject(value) ? logEvent(value) : undefined;
    return event === undefined ? [] : [event];
  });
}

/** A line of an Express workflow's log as the event that it tells of; an event that stands alone is taken too. */
function logEvent(line: PlainObject): PlainObject | undefined {
  const { type, details } = line;
  const id = Number(line['id']);
  if (typeof type !== 'string' || !Number.isInteger(id)) return undefined;
  if (line['previous_event_id'] === undefined) return line['previousEventId'] === undefined ? undefined : { ...line, id };
  const kind = /State(Entered|Exited)$/.exec(type)?.[1];
  const member = kind === undefined ? `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails` : `state${kind}EventDetails`;
  return {
    timestamp: Number(line['event_timestamp']), type, id, previousEventId: Number(line['previous_event_id']),
    ...(isPlainObject(details) ? { [member]: details } : {}),
  };
}

/** Pages may have been copied twice. */
function once(events: readonly PlainObject[]): PlainObject[] {
  return [...new Map(events.map((event) => [event['id'], event])).values()];
}

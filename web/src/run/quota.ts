/** How near an execution came to the quotas of the service: its events, and the largest payload of any of them. Pure. */
import { isRecord, parseJson } from '../shared/guard.ts';

/** Events that a Standard execution may have. */
export const EVENT_LIMIT = 25_000;
/** Bytes of UTF-8 that a payload may have. */
export const PAYLOAD_LIMIT = 262_144;
/** From this share on a person is told. */
export const NEAR = 0.8;

/** A letter takes three bytes at most (four for two UTF-16 units), so shorter lines hold no payload worth a look. */
const SHORT_LINE = Math.floor((PAYLOAD_LIMIT * NEAR) / 3);

export interface LargePayload {
  readonly eventId: number;
  readonly bytes: number;
}

/** The share of the events that a Standard execution may have; undefined where nothing need be said. */
export function eventShare(type: 'STANDARD' | 'EXPRESS', count: number): number | undefined {
  // At the limit the execution has failed, and that is said already.
  return type === 'STANDARD' && count >= EVENT_LIMIT * NEAR && count < EVENT_LIMIT ? count / EVENT_LIMIT : undefined;
}

/** The largest payload in events as the API gives them, one a line, if it is near the limit or over it. */
export function largePayload(lines: readonly string[]): LargePayload | undefined {
  let largest: LargePayload | undefined;
  for (const line of lines) {
    if (line.length < SHORT_LINE) continue;
    const event = parseJson(line);
    if (!isRecord(event) || typeof event['id'] !== 'number') continue;
    for (const details of Object.values(event)) {
      if (!isRecord(details)) continue;
      for (const name of ['input', 'output', 'parameters']) {
        const payload = details[name];
        if (typeof payload !== 'string') continue;
        const bytes = new TextEncoder().encode(payload).length;
        if (bytes >= PAYLOAD_LIMIT * NEAR && bytes > (largest?.bytes ?? 0)) largest = { eventId: event['id'], bytes };
      }
    }
  }
  return largest;
}

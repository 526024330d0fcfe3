/**
 * The data flow as far as the history alone tells it: what went in, what was asked for, what came back, what went on.
 * For histories that no engine stands behind, and where the engine has nothing to say.
 */
import { isRecord, parseJson } from '../../shared/guard.ts';
import type { Inspection, InspectionStage, StageName } from '../../shared/protocol.ts';
import type { HistoryIndex, Visit } from '../../run/history-index.ts';
import { eventKind } from '../../run/event-kinds.ts';

/** Events whose details are needed, by stage: indices into the history. */
export function eventsToAsk(index: HistoryIndex, visit: Visit, cursor: number): { stage: StageName; at: number }[] {
  const asked: { stage: StageName; at: number }[] = [{ stage: 'input', at: visit.enteredAt }];
  const happened = visit.events.filter((at) => at < cursor);
  const last = (role: string): number | undefined => happened.findLast((at) => eventKind(index.events[at]?.type ?? '').role === role);
  const scheduled = last('scheduled');
  const succeeded = last('succeeded');
  const exited = last('exited');
  if (scheduled !== undefined) asked.push({ stage: 'afterParameters', at: scheduled });
  if (succeeded !== undefined) asked.push({ stage: 'result', at: succeeded });
  if (exited !== undefined) asked.push({ stage: 'output', at: exited });
  return asked;
}

/** JSON text that an event's details hold: input, parameters or output. */
export function payloadOf(details: string): string | undefined {
  const event = parseJson(details);
  if (!isRecord(event)) return undefined;
  for (const [name, value] of Object.entries(event)) {
    if (!name.toLowerCase().endsWith('details') || !isRecord(value)) continue;
    for (const member of ['input', 'parameters', 'output']) {
      const payload = value[member];
      if (typeof payload === 'string') return payload;
    }
  }
  return undefined;
}

/** Puts the answers together. */
export function inspectionFromEvents(
  index: HistoryIndex,
  visit: Visit,
  answers: readonly { readonly stage: StageName; readonly details: string }[],
): Inspection {
  const stages: InspectionStage[] = [];
  for (const { stage, details } of answers) {
    const value = payloadOf(details);
    if (value !== undefined) stages.push({ stage, value });
  }
  const following = index.events[visit.endedAt + 1];
  const next = following?.type.endsWith('StateEntered') === true && following.previousEventId === visit.endedAt + 1 ? following.state : undefined;
  return { state: visit.state, enteredEventId: visit.enteredAt + 1, stages, variables: {}, ...(next === undefined ? {} : { next }) };
}

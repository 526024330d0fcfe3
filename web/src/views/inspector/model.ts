/** What the inspector says of a state visit: its head line and its data-flow stages. Plain data. */
import type { Inspection, InspectionStage, StageName, StateSummary } from '../../shared/protocol.ts';
import { isRecord, parseJson } from '../../shared/guard.ts';
import type { HistoryIndex, Visit } from '../../run/history-index.ts';
import { attemptsBy, clockAt, endBy, retriesBy, visitStatus } from '../../run/visit-status.ts';
import type { HistoryScope } from '../../run/scope.ts';
import type { Status } from '../../run/status.ts';

export interface VisitHead {
  readonly status: Status;
  readonly retries: number;
  readonly durationMs: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
}

/** The line under the name, as of the cursor. */
export function visitHead(index: HistoryIndex, visit: Visit, cursor: number): VisitHead {
  const time = (at: number): number => index.events[at]?.timestampMs ?? 0;
  const ended = endBy(visit, cursor);
  const last = visit.events.findLast((at) => at < cursor) ?? visit.enteredAt;
  return {
    status: visitStatus(visit, cursor),
    retries: retriesBy(visit, cursor),
    durationMs: (ended !== undefined ? time(ended.at) : clockAt(index, cursor)) - time(visit.enteredAt),
    firstEvent: visit.enteredAt + 1,
    lastEvent: last + 1,
  };
}

export interface FlowStage {
  readonly name: StageName;
  readonly expression: string | undefined;
  readonly value: string | undefined;
  /** What the stage changed; undefined where a comparison says nothing. */
  readonly before: string | undefined;
  readonly effect: 'changed' | 'unchanged' | 'source' | 'failed' | 'notReached';
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** Stages whose value is a new thing, not a changed one: their difference is noise. */
const SOURCES: ReadonlySet<StageName> = new Set<StageName>(['input', 'result', 'afterAssign']);

/** The strip's stages, each with what it started from. */
export function flowStages(inspection: Inspection): FlowStage[] {
  const { stages } = inspection;
  const valueOf = (name: StageName): string | undefined => stages.find((stage) => stage.stage === name)?.value;
  return stages.map((stage, at) => {
    const before = beforeOf(stage, stages[at - 1], valueOf);
    return {
      name: stage.stage,
      expression: stage.expression,
      value: stage.value,
      before,
      effect: effectOf(stage, before),
      error: stage.error,
      cause: stage.cause,
    };
  });
}

function beforeOf(
  stage: InspectionStage,
  previous: InspectionStage | undefined,
  valueOf: (name: StageName) => string | undefined,
): string | undefined {
  if (SOURCES.has(stage.stage)) return undefined;
  // ResultPath writes into the state's input, not into the result.
  if (stage.stage === 'afterResultPath') return valueOf('input');
  return previous?.value;
}

function effectOf(stage: InspectionStage, before: string | undefined): FlowStage['effect'] {
  if (stage.error !== undefined) return 'failed';
  if (stage.value === undefined) return 'notReached';
  if (SOURCES.has(stage.stage)) return 'source';
  return stage.value === before ? 'unchanged' : 'changed';
}

/** The stage that is open at first: the failed one, else ResultPath or Output when they did something. */
export function firstOpenStage(stages: readonly FlowStage[]): StageName | undefined {
  const failed = stages.find((stage) => stage.effect === 'failed');
  if (failed !== undefined) return failed.name;
  const changed = stages.filter((stage) => stage.effect === 'changed');
  return (changed.find((stage) => stage.name === 'afterResultPath') ?? changed.at(-1))?.name;
}

export interface AttemptRow {
  readonly number: number;
  readonly outcome: Status;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly durationMs: number;
  /** Backoff before this attempt. */
  readonly waitedMs: number;
  readonly eventIndex: number;
}

/** The attempts of a visit that had begun at the cursor. */
export function attemptRows(index: HistoryIndex, visit: Visit, cursor: number): AttemptRow[] {
  const time = (at: number): number => index.events[at]?.timestampMs ?? 0;
  return visit.attempts.slice(0, attemptsBy(visit, cursor)).map((attempt, at, all) => {
    const ended = attempt.endedAt >= 0 && attempt.endedAt < cursor;
    const previousEnd = all[at - 1]?.endedAt ?? -1;
    return {
      number: at + 1,
      outcome: !ended ? 'inProgress' : attempt.outcome === 'succeeded' ? 'succeeded' : attempt.outcome === 'timedOut' ? 'timedOut' : 'failed',
      error: ended ? attempt.error : undefined,
      cause: ended ? attempt.cause : undefined,
      durationMs: (ended ? time(attempt.endedAt) : clockAt(index, cursor)) - time(attempt.scheduledAt),
      waitedMs: previousEnd < 0 ? 0 : time(attempt.scheduledAt) - time(previousEnd),
      eventIndex: attempt.endedAt >= 0 ? attempt.endedAt : attempt.scheduledAt,
    };
  });
}

/** JSON text of a state's definition, cut out of the whole text; undefined where it is broken. */
export function definitionOf(text: string, summary: StateSummary | undefined): string | undefined {
  if (summary === undefined) return undefined;
  const member = text.slice(summary.from, summary.to);
  const name = /^\s*"(?:[^"\\]|\\.)*"\s*:\s*/.exec(member);
  return name === null ? member : member.slice(name[0].length);
}

/** JSON texts of the state's retriers. */
export function retriersOf(definition: string | undefined): string[] {
  const state = parseJson(definition ?? '');
  const retry = isRecord(state) ? state['Retry'] : undefined;
  return Array.isArray(retry) ? retry.map((retrier) => JSON.stringify(retrier)) : [];
}

/** The visit that the inspector shows: the chosen one when it had begun, else the last. */
export function shownVisit(
  index: Pick<HistoryScope, 'visits' | 'lastVisit'>,
  selection: { readonly state: string | undefined; readonly visit: number | undefined },
  cursor: number,
): Visit | undefined {
  if (selection.state === undefined) return undefined;
  const chosen = selection.visit === undefined ? undefined : index.visits[selection.visit];
  if (chosen?.state === selection.state && chosen.enteredAt < cursor) return chosen;
  return index.lastVisit(selection.state, cursor);
}

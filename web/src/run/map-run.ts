/** The child executions of a Map Run: read from the engine's answer, counted, filtered. Plain data. */
import { isRecord, numberOr, oneOf, parseJson, stringOr } from '../shared/guard.ts';
import type { ExecutionStatus, GraphNode } from '../shared/protocol.ts';
import type { HistoryScope } from './scope.ts';
import { type Status, statusOfExecution } from './status.ts';
import { clockAt } from './visit-status.ts';

/** One child execution, as the engine tells of it. */
export interface ChildExecution {
  /** Its way from the execution at the top, for calls. */
  readonly id: string;
  readonly state: string;
  readonly enteredEventId: number;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly eventCount: number;
  readonly redriveCount: number;
  readonly startMs: number;
  /** Its end, or how far its clock has come. */
  readonly nowMs: number;
  readonly mapRunArn: string;
  readonly index: number;
}

const STATUSES: readonly ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** Children of Map Runs in an answer; executions that a task started are none. */
export function readChildren(text: string): ChildExecution[] {
  const list = parseJson(text);
  return Array.isArray(list) ? list.flatMap((child) => readChild(child) ?? []) : [];
}

function readChild(child: unknown): ChildExecution | undefined {
  if (!isRecord(child) || typeof child['id'] !== 'string' || typeof child['mapRunArn'] !== 'string') return undefined;
  const count = (name: string): number => numberOr(child[name], 0, 0, Number.MAX_SAFE_INTEGER);
  return {
    id: child['id'],
    state: stringOr(child['state'], ''),
    enteredEventId: count('enteredEventId'),
    name: stringOr(child['name'], ''),
    status: oneOf(child['status'], STATUSES, 'RUNNING'),
    eventCount: count('eventCount'),
    redriveCount: count('redriveCount'),
    startMs: count('startMs'),
    nowMs: count('nowMs'),
    mapRunArn: child['mapRunArn'],
    index: count('index'),
  };
}

/** How a child stood when the parent's clock showed `clockMs`; Infinity: as it stands now. */
export function childStatus(child: ChildExecution, clockMs: number): Status {
  if (child.startMs > clockMs) return 'notStarted';
  if (child.status === 'RUNNING' || child.nowMs > clockMs) return 'inProgress';
  return statusOfExecution(child.status);
}

/** The parent's clock, for `childStatus`; at the end of its history the children are shown as they stand. */
export function clockOfChildren(index: Pick<HistoryScope, 'events' | 'length'>, cursor: number): number {
  return cursor >= index.length ? Infinity : clockAt(index, cursor);
}

/** The groups of the panel, in its order: what went wrong first. */
export const CHILD_STATUSES = ['failed', 'timedOut', 'aborted', 'inProgress', 'succeeded', 'notStarted'] as const satisfies readonly Status[];
export type ChildStatus = (typeof CHILD_STATUSES)[number];

export interface MapRunView {
  readonly total: number;
  readonly counts: Readonly<Record<ChildStatus, number>>;
  /** Positions in the list that the filter lets through. */
  readonly shown: readonly number[];
}

/**
 * Counts of all children at a moment, and those of one status (or all). `planned` is how many the Map Run will have,
 * where that is known: those that have not begun are in no list yet.
 */
export function mapRunView(children: readonly ChildExecution[], clockMs: number, planned: number | undefined, only: ChildStatus | 'all'): MapRunView {
  const counts = { failed: 0, timedOut: 0, aborted: 0, inProgress: 0, succeeded: 0, notStarted: 0 };
  const shown: number[] = [];
  children.forEach((child, at) => {
    const status = childStatus(child, clockMs);
    const group = CHILD_STATUSES.find((candidate) => candidate === status) ?? 'inProgress';
    counts[group] += 1;
    if (only === 'all' ? group !== 'notStarted' : group === only) shown.push(at);
  });
  counts.notStarted += Math.max(0, (planned ?? 0) - children.length);
  return { total: Math.max(children.length, planned ?? 0), counts, shown };
}

/** What the drawing says of a Map's mode and limit: the engine writes them into its second line. */
export function mapMode(node: Pick<GraphNode, 'type' | 'subtitle'>): { readonly distributed: boolean; readonly max: string | undefined } {
  if (node.type !== 'Map') return { distributed: false, max: undefined };
  const parts = node.subtitle.split(' · ');
  return { distributed: parts.includes('distributed'), max: parts.find((part) => /^max \d+$/.test(part)) };
}

/** Names of the states that ran in child executions: those inside of a distributed Map that `entered` tells as entered. */
export function statesInChildren(nodes: readonly GraphNode[], entered: (map: string) => boolean): ReadonlyMap<string, string> {
  const maps = new Set(nodes.filter((node) => mapMode(node).distributed && entered(node.id)).map((node) => node.id));
  const found = new Map<string, string>();
  if (maps.size === 0) return found;
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  for (const node of nodes) {
    for (let parent = node.parent; parent !== undefined; parent = parents.get(parent)) {
      if (!maps.has(parent)) continue;
      found.set(node.id, parent);
      break;
    }
  }
  return found;
}

/** What the bench and the state test begin with, and what they make of texts. Plain data. */
import type { HistoryIndex } from '../../run/history-index.ts';
import { formatJson } from '../../shared/json-lines.ts';
import { isRecord, parseJson } from '../../shared/guard.ts';
import type { Inspection } from '../../shared/protocol.ts';

export type ExpressionKind = 'jsonpath' | 'intrinsic' | 'jsonata';

/** A member of a state that an expression can be put into. */
export interface ExpressionTarget {
  /** As it is said: `ResultPath`, `Parameters.orderId.$`, `Choices[0].Condition`. */
  readonly label: string;
  readonly path: readonly (string | number)[];
  /** The expression becomes this member of a new object there. */
  readonly wrap?: string;
}

const COMMON_PATHS = ['InputPath', 'OutputPath'];
/** Fields that hold a path or an expression as a whole, by the state's type. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  Task: [...COMMON_PATHS, 'ResultPath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
  Pass: [...COMMON_PATHS, 'ResultPath'],
  Parallel: [...COMMON_PATHS, 'ResultPath'],
  Map: [...COMMON_PATHS, 'ResultPath', 'ItemsPath', 'MaxConcurrencyPath'],
  Wait: [...COMMON_PATHS, 'SecondsPath', 'TimestampPath'],
  Fail: ['ErrorPath', 'CausePath'],
};
const JSONATA_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: ['Arguments', 'Output', 'TimeoutSeconds'],
  Parallel: ['Arguments', 'Output'],
  Map: ['Items', 'ItemSelector', 'MaxConcurrency', 'Output'],
  Wait: ['Seconds', 'Timestamp', 'Output'],
  Fail: ['Error', 'Cause'],
};
const TEMPLATES = ['Parameters', 'ItemSelector', 'ResultSelector', 'Arguments', 'Output', 'Assign', 'Choices'];
const MAX_TARGETS = 60;

/** Where an expression of this kind belongs in a state: whole fields first, then what stands deeper in it. */
export function expressionTargets(state: unknown, language: 'JSONPath' | 'JSONata', kind: ExpressionKind): ExpressionTarget[] {
  if (!isRecord(state) || (kind === 'jsonata') !== (language === 'JSONata')) return [];
  const type = typeof state['Type'] === 'string' ? state['Type'] : '';
  const whole = kind === 'intrinsic' ? [] : kind === 'jsonata' ? (JSONATA_FIELDS[type] ?? ['Output']) : (PATHS[type] ?? COMMON_PATHS);
  const found: ExpressionTarget[] = whole.map((field) => ({ label: field, path: [field] }));
  for (const field of TEMPLATES) collect(state[field], [field], kind, found);
  if (language === 'JSONPath' && ['Task', 'Pass', 'Parallel', 'Map'].includes(type)) {
    const field = type === 'Map' && state['ItemSelector'] !== undefined ? 'ItemSelector' : 'Parameters';
    const label = `${field}.value.$`;
    if (isRecord(state[field])) found.push({ label, path: [field, 'value.$'] });
    else if (state[field] === undefined) found.push({ label, path: [field], wrap: 'value.$' });
  }
  return [...new Map(found.map((target) => [target.label, target])).values()].slice(0, MAX_TARGETS);
}

/** Members below `path` that hold an expression: `….$` with JSONPath, strings and conditions with JSONata. */
function collect(value: unknown, path: readonly (string | number)[], kind: ExpressionKind, found: ExpressionTarget[]): void {
  if (found.length >= MAX_TARGETS || path.length > 12) return;
  const entries: readonly [string | number, unknown][] = Array.isArray(value) ? value.map((item, at) => [at, item]) : isRecord(value) ? Object.entries(value) : [];
  for (const [name, member] of entries) {
    const at = [...path, name];
    const fits = kind === 'jsonata' ? name === 'Condition' || (typeof member === 'string' && path[0] !== 'Choices') || (typeof member === 'string' && /^\{%/.test(member)) : typeof name === 'string' && name.endsWith('.$');
    if (fits && typeof name === 'string') found.push({ label: labelOf(at), path: at });
    else collect(member, at, kind, found);
  }
}

function labelOf(path: readonly (string | number)[]): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

export function startText(kind: ExpressionKind): string {
  return kind === 'jsonpath' ? '$' : kind === 'intrinsic' ? "States.Format('Hello {}', 'world')" : '$states.input';
}

/** An expression as a field's value: JSONata goes between its marks. */
export function fieldValue(kind: ExpressionKind, text: string): string {
  const bare = text.trim();
  return JSON.stringify(kind === 'jsonata' && !bare.startsWith('{%') ? `{% ${bare} %}` : bare);
}

export interface BenchScope {
  readonly text: string;
  readonly input: string;
  readonly context: string;
  readonly variables: string;
  readonly result: string;
}

/** What the state saw in the run, as the fields of the bench. */
export function benchScope(inspection: Inspection | undefined, index: HistoryIndex, state: string, executionName: string): BenchScope {
  const valueOf = (stage: string): string | undefined => inspection?.stages.find((found) => found.stage === stage)?.value;
  return {
    text: '',
    input: formatJson(valueOf('input') ?? '{}'),
    context: formatJson(contextOf(index, inspection, state, executionName)),
    variables: formatJson(variablesText(inspection?.variables ?? {})),
    result: valueOf('result') === undefined ? '' : formatJson(valueOf('result') ?? ''),
  };
}

/** Variables as one JSON object; their values are JSON text already. */
export function variablesText(variables: Readonly<Record<string, string>>): string {
  return `{${Object.entries(variables).map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

function contextOf(index: HistoryIndex, inspection: Inspection | undefined, state: string, executionName: string): string {
  const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString();
  const visit = inspection === undefined ? undefined : index.visitOf(inspection.enteredEventId - 1);
  const retries = Math.max(0, (visit?.attempts.length ?? 1) - 1);
  const context = {
    Execution: {
      Id: `arn:aws:states:us-east-1:123456789012:execution:StateMachine:${executionName}`,
      Name: executionName,
      RoleArn: 'arn:aws:iam::123456789012:role/StepFunctionsRole',
      StartTime: iso(index.events[0]?.timestampMs),
    },
    StateMachine: { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:StateMachine', Name: 'StateMachine' },
    State: { Name: state, EnteredTime: iso(visit === undefined ? undefined : index.events[visit.enteredAt]?.timestampMs), RetryCount: retries },
    ...(visit?.iteration === undefined ? {} : { Map: { Item: { Index: visit.iteration } } }),
  };
  return JSON.stringify(context);
}

export interface TestedStage {
  readonly name: string;
  readonly value: string;
}

export interface TestAnswer {
  readonly status: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly next: string | undefined;
  readonly stages: readonly TestedStage[];
  /** Why the service would refuse the request. */
  readonly refused: string | undefined;
}

/** TestState's answer, or its refusal. */
export function readTestAnswer(text: string): TestAnswer {
  const answer = parseJson(text);
  const empty: TestAnswer = { status: '', output: undefined, error: undefined, cause: undefined, next: undefined, stages: [], refused: undefined };
  if (!isRecord(answer)) return { ...empty, refused: text };
  const member = (name: string): string | undefined => (typeof answer[name] === 'string' ? answer[name] : undefined);
  if (member('code') !== undefined) return { ...empty, refused: `${member('code') ?? ''}: ${member('message') ?? ''}` };
  const data = answer['inspectionData'];
  const stages = isRecord(data)
    ? Object.entries(data).map(([name, value]): TestedStage => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) }))
    : [];
  return { status: member('status') ?? '', output: member('output'), error: member('error'), cause: member('cause'), next: member('nextState'), stages, refused: undefined };
}

/** The stand-in's face: the same exports as the generated wasm module. See `stand-in-run.ts`. */
import type {
  Analysis,
  Diagnostic,
  ExecutionStatus,
  GraphEdge,
  GraphNode,
  HistoryEventView,
  Inspection,
  RunState,
  StartAnswer,
  StartRequest,
  StateSummary,
  StateType,
} from '../src/shared/protocol.ts';
import { isObject, StandInExecution, type Json, type JsonObject } from './stand-in-run.ts';

export default function init(): Promise<unknown> {
  return Promise.resolve();
}

export function setSampleShapes(): void {
  // Its samples are its own.
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : 'null');

function problemOf(text: string): Diagnostic[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'broken';
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, at).split('\n');
    return [
      {
        code: 'INVALID_JSON', severity: 'error', message, from: Math.max(0, at - 1), to: at, line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1, location: '', fixes: [{ title: 'Insert comma', edits: [{ from: at, to: at, insert: ',' }] }],
      },
    ];
  }
}

export const checkInput = problemOf;
export const checkMocks = (text: string): Diagnostic[] => problemOf(text);
export const sampleInput = (definition: string): string => (definition.includes('$.order') ? '{\n  "order": {\n    "id": "order-1"\n  }\n}' : '{}');
export const sampleMock = (): string => '{"StatusCode": 200, "Payload": {"ok": true}}';

export function analyze(text: string): Analysis {
  const diagnostics = problemOf(text);
  if (diagnostics.length > 0) return { diagnostics, graph: null, states: [], queryLanguage: 'JSONPath', format: 'json' };
  const definition = JSON.parse(text) as Json;
  if (!isObject(definition)) return { diagnostics: [], graph: null, states: [], queryLanguage: 'JSONPath', format: 'json' };
  const states: StateSummary[] = [];
  const drawing = layout(definition, text, states);
  return { diagnostics, graph: { ...drawing, width: drawing.width + 48, height: drawing.height + 48 }, states, queryLanguage: 'JSONPath', format: 'json' };
}

interface Drawing {
  width: number;
  height: number;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

function subtitleOf(state: JsonObject, type: string): [string, string] {
  if (type === 'Parallel') return [`Parallel · ${Array.isArray(state['Branches']) ? state['Branches'].length : 0} branches`, 'parallel'];
  if (type === 'Map') return ['Map', 'map'];
  if (type !== 'Task') return ['', type.toLowerCase()];
  const arn = typeof state['Resource'] === 'string' ? state['Resource'] : '';
  const [service = 'lambda', action = 'invoke'] = arn.startsWith('arn:aws:states:::') ? arn.slice(17).split(':') : ['lambda', 'invoke'];
  return [`${service === 'lambda' ? 'Lambda' : service.toUpperCase()} ${action.replace('.waitForTaskToken', ' · task token')}`, service];
}

/** One column, the ways drawn straight down or along the right side. */
function layout(machine: JsonObject, text: string, out: StateSummary[], parent?: string): Drawing {
  const states = isObject(machine['States']) ? machine['States'] : {};
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const width = 240;
  let y = 24;
  if (parent === undefined) {
    nodes.push({ id: ' start', kind: 'start', type: 'Start', label: 'Start', subtitle: '', icon: '', x: 24 + width / 2 - 30, y, width: 60, height: 24 });
    y += 56;
  }
  let widest = width;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    const type = (typeof state['Type'] === 'string' ? state['Type'] : 'Unknown') as StateType;
    const [subtitle, icon] = subtitleOf(state, type);
    const from = Math.max(0, text.indexOf(`"${name}": {`));
    const to = endOf(text, from + name.length + 3);
    out.push({ name, type, from, to, queryLanguage: 'JSONPath', ...(parent === undefined ? {} : { parent }) });
    const inner: Drawing[] = (type === 'Parallel' && Array.isArray(state['Branches']) ? state['Branches'] : type === 'Map' ? [state['ItemProcessor'] ?? state['Iterator'] ?? {}] : [])
      .filter(isObject)
      .map((branch) => layout(branch, text, out, name));
    const w = inner.length > 0 ? Math.max(width, inner.reduce((sum, part) => sum + part.width, 12)) : width;
    const h = inner.length > 0 ? Math.max(...inner.map((part) => part.height)) + 42 : type === 'Choice' ? 40 : type === 'Succeed' || type === 'Fail' ? 34 : 44;
    const x = 24;
    nodes.push({ id: name, kind: inner.length > 0 ? 'container' : 'state', type, label: name, subtitle, icon, x, y, width: w, height: h, ...(parent === undefined ? {} : { parent }) });
    let dx = x + 12;
    for (const part of inner) {
      nodes.push(...part.nodes.map((node) => ({ ...node, x: node.x + dx - 24, y: node.y + y + 14 })));
      edges.push(...part.edges.map((edge) => ({ ...edge, points: edge.points.map(([px, py]) => [px + dx - 24, py + y + 14] as const) })));
      dx += part.width;
    }
    widest = Math.max(widest, w);
    y += h + 36;
  }
  const own = new Map(nodes.filter((node) => node.parent === parent).map((node) => [node.id, node]));
  const link = (from: string, to: string, kind: GraphEdge['kind'], label?: string): void => {
    const a = own.get(from);
    const b = own.get(to);
    if (a === undefined || b === undefined) return;
    const straight = b.y > a.y && b.y - (a.y + a.height) < 40;
    const ax = a.x + (a.kind === 'start' ? a.width / 2 : 120);
    const side = 24 + widest + 24;
    const points: (readonly [number, number])[] = straight
      ? [[ax, a.y + a.height], [ax, b.y]]
      : [[a.x + a.width, a.y + a.height / 2], [side, a.y + a.height / 2], [side, b.y + b.height / 2], [b.x + b.width, b.y + b.height / 2]];
    edges.push({ from, to, kind, points, ...(label === undefined ? {} : { label, labelAt: [((points[0]?.[0] ?? 0) + (points[1]?.[0] ?? 0)) / 2, ((points[0]?.[1] ?? 0) + (points[1]?.[1] ?? 0)) / 2] as const }) });
  };
  if (parent === undefined && typeof machine['StartAt'] === 'string') link(' start', machine['StartAt'], 'next');
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    if (typeof state['Next'] === 'string') link(name, state['Next'], 'next');
    if (typeof state['Default'] === 'string') link(name, state['Default'], 'default', 'Default');
    for (const rule of Array.isArray(state['Choices']) ? state['Choices'] : []) {
      if (isObject(rule) && typeof rule['Next'] === 'string') link(name, rule['Next'], 'choice', `${JSON.stringify(rule['Variable'])} …`);
    }
    for (const rule of Array.isArray(state['Catch']) ? state['Catch'] : []) {
      if (isObject(rule) && typeof rule['Next'] === 'string') link(name, rule['Next'], 'catch', Array.isArray(rule['ErrorEquals']) ? JSON.stringify(rule['ErrorEquals']) : '');
    }
  }
  return { width: widest + 24, height: y - 24, nodes, edges };
}

function endOf(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1;
    if (text[i] === '}') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

export class Runner {
  #execution = new StandInExecution({}, 0);
  #shown = 0;

  free(): void {
    this.#shown = 0;
  }

  start(request: StartRequest): StartAnswer {
    for (const part of ['definition', 'input', 'mocks'] as const) {
      const diagnostics = problemOf(request[part]);
      if (diagnostics.length > 0) return { kind: 'refused', part, message: diagnostics[0]?.message ?? '', diagnostics };
    }
    const mocks = JSON.parse(request.mocks) as Json;
    this.#execution = new StandInExecution(isObject(mocks) ? mocks : {}, request.config.startTimeMs);
    this.#execution.execute(JSON.parse(request.definition) as JsonObject, JSON.parse(request.input) as Json);
    this.#shown = 0;
    return { kind: 'started' };
  }

  run(budget: number): RunState {
    this.#shown = Math.min(this.#execution.events.length, this.#shown + budget);
    return this.#state();
  }

  step(): RunState {
    const events = this.#execution.events;
    do this.#shown += 1;
    while (this.#shown < events.length && !/Entered$|^Execution/.test(events[this.#shown]?.view.type ?? 'Execution'));
    this.#shown = Math.min(this.#shown, events.length);
    return this.#state();
  }

  stop(error: string, cause: string): RunState {
    return { ...this.#state(), status: 'ABORTED', error, cause };
  }

  sendTaskSuccess(): RunState {
    return this.#state();
  }

  sendTaskFailure(): RunState {
    return this.#state();
  }

  sendTaskHeartbeat(): RunState {
    return this.#state();
  }

  history(from: number, count: number): string {
    return JSON.stringify(this.#execution.events.slice(from, from + count).map((event) => event.view));
  }

  eventDetails(id: number): string {
    const event = this.#execution.events[id - 1];
    return JSON.stringify(event === undefined ? null : { id, type: event.view.type, previousEventId: event.view.previousEventId, details: event.details });
  }

  inspect(enteredEventId: number): Inspection | undefined {
    const entered = this.#execution.events[enteredEventId - 1];
    const state = entered?.view.state;
    if (entered === undefined || state === undefined) return undefined;
    const later = this.#execution.events.slice(enteredEventId).filter((event) => event.view.state === state);
    const exited = later.find((event) => event.view.type.endsWith('Exited'));
    const result = later.find((event) => event.view.type === 'TaskSucceeded');
    const input = textOf(entered.details['input']);
    const output = exited === undefined ? undefined : textOf(exited.details['output']);
    return {
      state,
      enteredEventId,
      stages: [
        { stage: 'input', value: input },
        { stage: 'afterInputPath', value: input },
        { stage: 'afterParameters', value: input },
        ...(result === undefined ? [] : [{ stage: 'result' as const, value: textOf(result.details['output']) }]),
        ...(output === undefined ? [] : [{ stage: 'afterResultPath' as const, expression: '$.payment', value: output }, { stage: 'output' as const, value: output }]),
      ],
      variables: {},
      ...(output === undefined ? {} : {}),
    };
  }

  #state(): RunState {
    const { outcome, events } = this.#execution;
    const done = this.#shown >= events.length;
    const last: HistoryEventView | undefined = events.at(-1)?.view;
    const status = (done ? outcome.status : 'RUNNING') as ExecutionStatus;
    const idle = done && outcome.status === 'RUNNING';
    return {
      status,
      eventCount: this.#shown,
      idle,
      waiting: idle && last?.state !== undefined ? [{ state: last.state, reason: 'task-token', token: 'token-1', enteredEventId: 1, sinceMs: last.timestampMs }] : [],
      ...(done && outcome.output !== undefined ? { output: outcome.output } : {}),
      ...(done && outcome.error !== undefined ? { error: outcome.error, cause: outcome.cause ?? '' } : {}),
    };
  }
}

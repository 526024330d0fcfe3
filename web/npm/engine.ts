/**
 * The engine for programs: reads definitions, runs them on mocks and a virtual clock, answers TestState, writes and
 * reads links. It says nothing of how the WebAssembly is loaded; `index.ts` and `index.node.ts` do that.
 */
import { bakeSvg } from '../src/share/bake.ts';
import type { Analysis, ShareAnswer, ShareOptions, SharedScene, WasmEngine, WasmTools, WorkflowType } from '../src/shared/protocol.ts';
import { WorkflowRefused, ServiceError } from './errors.ts';
import { Execution } from './execution.ts';
import { definitionText, inputText, mocksText, textOf, type Definition, type Mocks, type RunOptions } from './values.ts';

/** How to read a definition. */
export interface ParseOptions {
  /** Express workflows have rules of their own. Default: `STANDARD`. */
  readonly type?: WorkflowType;
  /** Which way the drawing runs. Default: `TB`, from top to bottom. */
  readonly direction?: 'TB' | 'LR';
}

/** All that is known about a definition. */
export interface Parsed extends Analysis {
  /** No diagnostic is an error: the definition can be run. */
  readonly valid: boolean;
}

/** A workflow with all that belongs to it, as a link holds it. */
export interface Scene {
  readonly definition: Definition;
  /** JSON text, or a value. */
  readonly input?: unknown;
  readonly mocks?: Mocks | string;
  readonly title?: string;
  /** The state to show first. */
  readonly state?: string;
  /** How many events of the history have happened when it is opened; it is run before. */
  readonly cursor?: number;
}

/** `TestState`: the members of the service's request; `definition`, `input`, `variables` and `context` may be values. */
export type TestStateRequest = Readonly<Record<string, unknown>> & { readonly definition: Definition };

/** The service's answer; `output` and the members of `inspectionData` are JSON text. */
export interface TestStateAnswer {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly inspectionData?: Readonly<Record<string, unknown>>;
}

/** What to evaluate; all but `kind` and `text` may be left out. */
export interface Expression {
  readonly kind: 'jsonpath' | 'intrinsic' | 'jsonata';
  readonly text: string;
  /** What `$` or `$states.input` is. */
  readonly input?: unknown;
  /** What `$$` or `$states.context` is. */
  readonly context?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What `$states.result` is. */
  readonly result?: unknown;
}

/** One loaded engine. It holds no state between calls; executions are objects of their own. */
export class Engine {
  readonly #wasm: WasmEngine;
  readonly #tools: { load(): Promise<WasmTools> };

  /** @internal Use `createEngine`. */
  constructor(wasm: WasmEngine, tools: { load(): Promise<WasmTools> }) {
    this.#wasm = wasm;
    this.#tools = tools;
  }

  /** Diagnostics, states and drawing of a definition. A text is never refused: broken ones give what can be given. */
  parse(definition: Definition, options: ParseOptions = {}): Parsed {
    const graph = { textWidths: {}, collapsed: [], leftToRight: options.direction === 'LR', touch: false, compact: false };
    const analysis = this.#wasm.analyze(definitionText(definition), graph, options.type ?? 'STANDARD');
    return { ...analysis, graph: analysis.graph ?? null, valid: analysis.diagnostics.every(({ severity }) => severity !== 'error') };
  }

  /** The drawing as the text of an SVG; empty where there is nothing to draw. */
  draw(definition: Definition, options: ParseOptions & { readonly title?: string } = {}): string {
    const { graph } = this.parse(definition, options);
    return graph === null ? '' : bakeSvg(graph, options.title ?? 'Workflow', () => 'ns');
  }

  /** Begins an execution; nothing has happened yet but its start. Throws `WorkflowRefused` where it cannot begin. */
  start(definition: Definition, options: RunOptions = {}): Execution {
    const runner = this.#wasm.createRunner();
    const config = {
      type: options.type ?? 'STANDARD',
      seed: options.seed ?? 0,
      startTimeMs: new Date(options.startTime ?? '2026-01-01T00:00:00Z').getTime(),
      name: options.name ?? 'execution',
      quotas: options.quotas ?? 'real',
    } as const;
    const request = { definition: definitionText(definition), input: inputText(options), mocks: mocksText(options.mocks), config };
    const extras = {
      ...(options.s3Objects === undefined ? {} : { s3Objects: JSON.stringify(options.s3Objects) }),
      ...(options.failures === undefined ? {} : { failures: options.failures }),
    };
    const answer = runner.start({ ...request, ...extras });
    if (answer.kind === 'refused') {
      runner.free();
      throw new WorkflowRefused(answer.part, answer.message, answer.diagnostics);
    }
    return new Execution(runner);
  }

  /** Begins an execution and runs it until it ends, or until nothing but an answer from outside can move it on. */
  run(definition: Definition, options: RunOptions = {}): Execution {
    const execution = this.start(definition, options);
    execution.run();
    return execution;
  }

  /** `TestState`: one state, one input. Rejects with `ServiceError` where the service would refuse the request. */
  async testState(request: TestStateRequest): Promise<TestStateAnswer> {
    const texts = ['input', 'variables', 'context'].flatMap((name) => (request[name] === undefined ? [] : [[name, textOf(request[name])]]));
    const whole = { ...request, ...(Object.fromEntries(texts) as object), definition: definitionText(request.definition) };
    const tools = await this.#tools.load();
    const answer = JSON.parse(this.#wasm.testState(JSON.stringify(whole), tools.apiShapes())) as TestStateAnswer | { code: string; message: string };
    if ('code' in answer) throw new ServiceError(answer.code, answer.message);
    return answer;
  }

  /** The value of a path, an intrinsic function or a JSONata expression. Throws `ServiceError` with the engine's words. */
  evaluate(expression: Expression): unknown {
    const answer = JSON.parse(this.#wasm.evaluateExpression(JSON.stringify(expression))) as { value: string } | { error: string };
    if ('error' in answer) throw new ServiceError('ExpressionError', answer.error);
    return JSON.parse(answer.value);
  }

  /**
   * The part of a link behind `#/w/`. Account numbers, mail addresses and secrets become placeholders unless
   * `replacePrivate` is false. Rejects a scene that is too large, from about 400 KB on, with an error that has the `code`
   * `tooLarge`.
   */
  async encodeLink(scene: Scene, options: Partial<ShareOptions> = {}): Promise<string> {
    const { definition, input, mocks, title, state, cursor } = scene;
    const texts: SharedScene = {
      definition: definitionText(definition),
      ...(input === undefined ? {} : { input: textOf(input) }),
      ...(mocks === undefined ? {} : { mocks: mocksText(mocks) }),
      ...(title === undefined ? {} : { title }),
      ...(state === undefined ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const how = { keepFormatting: options.keepFormatting ?? false, replacePrivate: options.replacePrivate ?? true };
    return (await this.#tools.load()).encodeShareLink(texts, how);
  }

  /** Reads a link: a whole address, its fragment, or the part behind `#/w/`. Never rejects for what stands in it. */
  async decodeLink(link: string): Promise<ShareAnswer> {
    return (await this.#tools.load()).decodeShareLink(link);
  }
}

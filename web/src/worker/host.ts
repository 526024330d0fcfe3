/**
 * Owns the engine's handle and answers the page's calls, one after the other. Executions are in `runs.ts`. Which wasm
 * module answers is its business alone: the second one is loaded when a call first needs it, and answers what is its
 * own before the engine is there.
 * It must not know anything of views or storage.
 */
import type { EngineMessage, EngineRequest, WasmEngine, WasmTools } from '../shared/protocol.ts';
import { codeOf } from '../shared/guard.ts';
import type { ToolsLoader } from './load.ts';
import { Runs } from './runs.ts';

/** Milliseconds between two signs of life while the second module is fetched. */
const SIGN_MS = 1_000;

/** The engine, once it is there, with the executions that it holds. */
interface Loaded {
  readonly engine: WasmEngine;
  readonly runs: Runs;
}

/** Calls that the second module answers alone. */
type ToolsCall = Extract<EngineRequest, { readonly kind: 'convertMocks' | 'encodeShareLink' | 'decodeShareLink' | 'findSensitive' }>;

export class EngineHost {
  readonly #loaded: Promise<Loaded>;
  readonly #tools: Pick<ToolsLoader, 'load'>;
  readonly #post: (message: EngineMessage) => void;

  /** Calls may come before the engine does; without it they fail as its loading did. */
  constructor(engine: Promise<WasmEngine>, tools: Pick<ToolsLoader, 'load'>, post: (message: EngineMessage) => void) {
    this.#loaded = engine.then((loaded) => ({ engine: loaded, runs: new Runs(loaded, post) }));
    // Whoever loads it tells the page.
    this.#loaded.catch(() => undefined);
    this.#tools = tools;
    this.#post = post;
  }

  /** Answers one call; a panic of the engine is reported as fatal, because its memory can no longer be trusted. */
  handle(request: EngineRequest): void {
    const answer = isToolsCall(request) ? this.#with((tools) => byTools(tools, request)) : this.#loaded.then((loaded) => this.#answer(loaded, request));
    void answer.then(
      (value) => {
        this.#post({ kind: 'answer', id: request.id, value });
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.#post({ kind: 'failed', id: request.id, message, code: codeOf(error), fatal: isFatal(error) });
      },
    );
  }

  #answer({ engine, runs }: Loaded, request: Exclude<EngineRequest, ToolsCall>): unknown {
    switch (request.kind) {
      case 'analyze':
        return engine.analyze(request.args.text, request.args.options, request.args.type);
      case 'checkInput':
        return engine.checkInput(request.args.text);
      case 'checkMocks':
        return engine.checkMocks(request.args.text, request.args.definition);
      case 'sampleMock':
        return engine.sampleMock(request.args.definition, request.args.state);
      case 'sampleInput':
        return engine.sampleInput(request.args.definition);
      case 'complete':
        return engine.complete(request.args.text, request.args.offset);
      case 'hover':
        return engine.hover(request.args.text, request.args.offset);
      case 'signature':
        return engine.signature(request.args.text, request.args.offset);
      case 'stateUses':
        return engine.stateUses(request.args.text, request.args.offset);
      case 'renameState':
        return engine.renameState(request.args.text, request.args.offset, request.args.newName);
      case 'formatDefinition':
        return engine.formatDefinition(request.args.text, request.args.format);
      case 'testState':
        return this.#with((tools) => engine.testState(request.args.request, tools.apiShapes()));
      case 'evaluateExpression':
        return engine.evaluateExpression(request.args.request);
      case 'checkExercise':
        return this.#judge(engine, (tools, ask) => tools.checkExercise(request.args.exercise, request.args.work, ask));
      case 'validateExercises':
        return this.#judge(engine, (tools, ask) => tools.validateExercises(request.args.pack, ask));
      case 'pause':
        runs.pause();
        return null;
      case 'keepRuns':
        runs.keep(request.args.runs);
        return null;
      default:
        return runs.answer(request);
    }
  }

  /** Lets the second module judge; definitions are read and run by the engine. */
  #judge(engine: WasmEngine, use: (tools: WasmTools, ask: (question: string) => string) => unknown): Promise<unknown> {
    return this.#with((tools) => {
      const examiner = engine.createExaminer();
      let trapped = false;
      try {
        return use(tools, (question) => examiner.answer(question));
      } catch (error) {
        trapped = isFatal(error);
        throw error;
      } finally {
        // What a trap interrupted cannot be let go of: trying would hide the trap.
        if (!trapped) examiner.free();
      }
    });
  }

  /** Answers with the second module. Loading it over a slow line is no hang, and the page is told so. */
  async #with(use: (tools: WasmTools) => unknown): Promise<unknown> {
    const signs = setInterval(() => this.#post({ kind: 'loading' }), SIGN_MS);
    try {
      return use(await this.#tools.load());
    } finally {
      clearInterval(signs);
    }
  }
}

function isToolsCall(request: EngineRequest): request is ToolsCall {
  return request.kind === 'convertMocks' || request.kind === 'encodeShareLink' || request.kind === 'decodeShareLink' || request.kind === 'findSensitive';
}

function byTools(tools: WasmTools, request: ToolsCall): unknown {
  switch (request.kind) {
    case 'convertMocks':
      return tools.convertMocks(request.args.request);
    case 'encodeShareLink':
      return tools.encodeShareLink(request.args.scene, request.args.options);
    case 'decodeShareLink':
      return tools.decodeShareLink(request.args.text);
    case 'findSensitive':
      return tools.findSensitive(request.args.scene);
  }
}

/** Traps of wasm (`unreachable`, out of memory, stack overflow) leave the module in an unknown state. */
function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

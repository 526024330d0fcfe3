/**
 * Owns the engine's handle and answers the page's calls, one after the other. Executions are in `runs.ts`.
 * It must not know anything of views or storage.
 */
import type { EngineMessage, EngineRequest, WasmEngine } from '../shared/protocol.ts';
import { Runs } from './runs.ts';

export class EngineHost {
  readonly #engine: WasmEngine;
  readonly #post: (message: EngineMessage) => void;
  readonly #runs: Runs;

  constructor(engine: WasmEngine, post: (message: EngineMessage) => void) {
    this.#engine = engine;
    this.#post = post;
    this.#runs = new Runs(engine, post);
  }

  /** Answers one call; a panic of the engine is reported as fatal, because its memory can no longer be trusted. */
  handle(request: EngineRequest): void {
    void new Promise((resolve) => resolve(this.#answer(request))).then(
      (value) => {
        this.#post({ kind: 'answer', id: request.id, value });
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.#post({ kind: 'failed', id: request.id, message, fatal: isFatal(error) });
      },
    );
  }

  #answer(request: EngineRequest): unknown {
    const engine = this.#engine;
    switch (request.kind) {
      case 'analyze':
        return engine.analyze(request.args.text, request.args.options, request.args.type);
      case 'checkInput':
        return engine.checkInput(request.args.text);
      case 'checkMocks':
        return engine.checkMocks(request.args.text, request.args.definition);
      case 'sampleMock':
        return engine.sampleMock(request.args.definition, request.args.state);
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
        return engine.testState(request.args.request);
      case 'evaluateExpression':
        return engine.evaluateExpression(request.args.request);
      case 'convertMocks':
        return engine.convertMocks(request.args.request);
      case 'checkExercise':
        return engine.checkExercise(request.args.exercise, request.args.work);
      case 'validateExercises':
        return engine.validateExercises(request.args.pack);
      case 'encodeShareLink':
        return engine.encodeShareLink(request.args.scene, request.args.options);
      case 'decodeShareLink':
        return engine.decodeShareLink(request.args.text);
      case 'findSensitive':
        return engine.findSensitive(request.args.scene);
      case 'pause':
        this.#runs.pause();
        return null;
      case 'keepRuns':
        this.#runs.keep(request.args.runs);
        return null;
      default:
        return this.#runs.answer(request);
    }
  }
}

/** Traps of wasm (`unreachable`, out of memory, stack overflow) leave the module in an unknown state. */
function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Brings the wasm modules to life and gives them the contract's shape. */
import type { WasmEngine, WasmExaminer, WasmRunner, WasmTools } from '../shared/protocol.ts';

/** The exports that are used. Their types are generated from the Rust side as well; the contract is the narrower one. */
type Exports = Omit<WasmEngine, 'createRunner' | 'createExaminer'> & {
  readonly Runner: new () => WasmRunner;
  readonly Examiner: new () => WasmExaminer;
};

/** Starts the engine: a compiled one, or else it is fetched. Errors: the fetch's or the compiler's own. */
export async function loadEngine(compiled?: WebAssembly.Module): Promise<WasmEngine> {
  const [module, samples] = await Promise.all([initialised(compiled), import('../wasm/asl_wasm_samples.js')]);
  module.setSampleShapes(samples.default);
  const exports = module as unknown as Exports;
  return {
    analyze: exports.analyze,
    checkInput: exports.checkInput,
    checkMocks: exports.checkMocks,
    sampleMock: exports.sampleMock,
    sampleInput: exports.sampleInput,
    complete: exports.complete,
    hover: exports.hover,
    signature: exports.signature,
    stateUses: exports.stateUses,
    renameState: exports.renameState,
    formatDefinition: exports.formatDefinition,
    testState: exports.testState,
    evaluateExpression: exports.evaluateExpression,
    createRunner: () => new exports.Runner(),
    createExaminer: () => new exports.Examiner(),
  };
}

async function initialised(compiled?: WebAssembly.Module): Promise<typeof import('../wasm/asl_wasm.js')> {
  const module = await import('../wasm/asl_wasm.js');
  await (compiled === undefined ? module.default() : module.default({ module_or_path: compiled }));
  return module;
}

/** The second module, fetched once, when it is first asked for; after a failure the next who asks tries again. */
export class ToolsLoader {
  readonly #compiled: (() => Promise<WebAssembly.Module | undefined>) | undefined;
  #tools: Promise<WasmTools> | undefined;

  /** Without `compiled`, or if it gives nothing, the file beside the script is fetched. */
  constructor(compiled?: () => Promise<WebAssembly.Module | undefined>) {
    this.#compiled = compiled;
  }

  load(): Promise<WasmTools> {
    this.#tools ??= loadTools(this.#compiled).catch((error: unknown) => {
      this.#tools = undefined;
      throw error;
    });
    return this.#tools;
  }
}

async function loadTools(compiled?: () => Promise<WebAssembly.Module | undefined>): Promise<WasmTools> {
  const [module, given] = await Promise.all([import('../wasm/asl_wasm_tools.js'), compiled?.()]);
  await (given === undefined ? module.default() : module.default({ module_or_path: given }));
  return module as unknown as WasmTools;
}

/** Brings the wasm module to life and gives it the contract's shape. */
import type { WasmEngine, WasmRunner } from '../shared/protocol.ts';

/** The exports that are used. Their types are generated from the Rust side as well; the contract is the narrower one. */
type Exports = Omit<WasmEngine, 'createRunner'> & { readonly Runner: new () => WasmRunner };

/** Starts the engine: a compiled one, or else it is fetched. Errors: the fetch's or the compiler's own. */
export async function loadEngine(compiled?: WebAssembly.Module): Promise<WasmEngine> {
  const module = await import('../wasm/asl_wasm.js');
  await (compiled === undefined ? module.default() : module.default({ module_or_path: compiled }));
  const exports = module as unknown as Exports;
  return {
    analyze: exports.analyze,
    checkInput: exports.checkInput,
    checkMocks: exports.checkMocks,
    sampleMock: exports.sampleMock,
    complete: exports.complete,
    hover: exports.hover,
    signature: exports.signature,
    stateUses: exports.stateUses,
    renameState: exports.renameState,
    formatDefinition: exports.formatDefinition,
    testState: exports.testState,
    evaluateExpression: exports.evaluateExpression,
    convertMocks: exports.convertMocks,
    checkExercise: exports.checkExercise,
    validateExercises: exports.validateExercises,
    encodeShareLink: exports.encodeShareLink,
    decodeShareLink: exports.decodeShareLink,
    findSensitive: exports.findSensitive,
    createRunner: () => new exports.Runner(),
  };
}

/** Brings the wasm module to life and gives it the contract's shape. */
import type { WasmEngine, WasmRunner } from '../shared/protocol.ts';

/** Fetches, compiles and starts the engine. Errors: the fetch's or the compiler's own. */
export async function loadEngine(): Promise<WasmEngine> {
  const wasm = await import('../wasm/asl_wasm.js');
  await wasm.default();
  return {
    analyze: wasm.analyze as WasmEngine['analyze'],
    checkInput: wasm.checkInput as WasmEngine['checkInput'],
    checkMocks: wasm.checkMocks as WasmEngine['checkMocks'],
    sampleMock: wasm.sampleMock,
    createRunner: () => new wasm.Runner() as WasmRunner,
  };
}

/** The package in browsers and bundlers: the WebAssembly is a file beside the code, which bundlers take along. */
import { loadEngine, ToolsLoader } from '../src/worker/load.ts';
import { Engine } from './engine.ts';
import { compiledOf, type EngineOptions } from './wasm.ts';

export * from './public.ts';

/** Loads the engine. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const { wasm, toolsWasm } = options;
  const tools = new ToolsLoader(toolsWasm === undefined ? undefined : () => compiledOf(toolsWasm));
  return new Engine(await loadEngine(wasm === undefined ? undefined : await compiledOf(wasm)), tools);
}

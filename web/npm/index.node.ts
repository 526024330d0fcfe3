/** The package in Node: the WebAssembly is read from the package's own folder, nothing is fetched. It is the build for speed. */
import { readFile } from 'node:fs/promises';
import { loadEngine, ToolsLoader } from '../src/worker/load.ts';
import { Engine } from './engine.ts';
import { compiledOf, type EngineOptions } from './wasm.ts';

export * from './public.ts';

/** Loads the engine. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const own = (file: string): Promise<Uint8Array> => readFile(new URL(`../src/wasm/${file}`, import.meta.url));
  const tools = new ToolsLoader(async () => compiledOf(options.toolsWasm ?? await own('asl_wasm_tools_bg.wasm')));
  return new Engine(await loadEngine(await compiledOf(options.wasm ?? await own('asl_wasm_node_bg.wasm'))), tools);
}

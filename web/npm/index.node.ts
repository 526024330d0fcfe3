/** The package in Node: the WebAssembly is read from the package's own folder, nothing is fetched. */
import { readFile } from 'node:fs/promises';
import { loadEngine } from '../src/worker/load.ts';
import { Engine } from './engine.ts';
import { compiledOf, type EngineOptions } from './wasm.ts';

export * from './public.ts';

/** Loads the engine. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return new Engine(await loadEngine(await compiledOf(options.wasm ?? await readFile(new URL('../src/wasm/asl_wasm_bg.wasm', import.meta.url)))));
}

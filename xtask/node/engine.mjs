// The built engine in Node, as every program here loads it.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The address of a script's file. */
const address = (script) => pathToFileURL(script).href;

/**
 * Loads the engine's script with its module and what samples are made of. Another `instance` is another memory. Returns
 * the script's exports and the module's memory.
 */
export async function loadEngine(script, module, instance = 0) {
  const engine = await import(`${address(script)}?${instance}`);
  const { memory } = engine.initSync({ module });
  const samples = await import(address(script.replace(/\.js$/, '_samples.js')));
  engine.setSampleShapes(samples.default);
  return { engine, memory };
}

/** The same with a file. */
export const loadFile = (script, wasm) => loadEngine(script, readFileSync(wasm));

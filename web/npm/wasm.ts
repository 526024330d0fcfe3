/** The WebAssembly in any of the shapes in which a program may have it. */

/** How to load the engine. */
export interface EngineOptions {
  /**
   * Where the WebAssembly is: an address, an answer of `fetch`, bytes, or a compiled module. Needed only where a bundler
   * does not carry the file along by itself; it is `stepthrough/engine.wasm`.
   */
  readonly wasm?: WasmSource;
  /** The same for what reads and writes links and for `testState`, loaded at first use: `stepthrough/tools.wasm`. */
  readonly toolsWasm?: WasmSource;
}

/** What WebAssembly may be given as. */
export type WasmSource = string | URL | Response | Uint8Array | ArrayBuffer | WebAssembly.Module;

/** Compiles it. */
export async function compiledOf(wasm: WasmSource): Promise<WebAssembly.Module> {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (typeof wasm === 'string' || wasm instanceof URL) return compiledOf(await fetch(wasm));
  // The bytes of the answer: servers that call it something else than `application/wasm` are common.
  if (wasm instanceof Response) return WebAssembly.compile(await wasm.arrayBuffer());
  return WebAssembly.compile(wasm as BufferSource);
}

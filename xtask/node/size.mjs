// The size of a wasm file without names and other custom sections, after brotli: node size.mjs FILE. Prints bytes.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const wasm = readFileSync(process.argv[2]);
const kept = [wasm.subarray(0, 8)];
for (let at = 8; at < wasm.length; ) {
  const start = at;
  const id = wasm[at++];
  let length = 0;
  for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
    byte = wasm[at++];
    length |= (byte & 0x7f) << shift;
  }
  at += length;
  if (id !== 0) kept.push(wasm.subarray(start, at));
}
console.log(brotliCompressSync(Buffer.concat(kept)).length);

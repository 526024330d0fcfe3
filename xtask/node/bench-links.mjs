// Makes a link of every definition below a folder in the built wasm module of the tools: length, plain deflate, time both ways.
//
// Prints one line of JSON: a list of {file, bytes, letters, deflate, encodeMs, decodeMs}.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const [script, wasm, folder] = process.argv.slice(2);
const tools = await import(pathToFileURL(script));
tools.initSync({ module: new WebAssembly.Module(readFileSync(wasm)) });

const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => /\.asl\.json$/.test(name)).sort();
const options = { keepFormatting: false, replacePrivate: false };
const results = [];
for (const file of files) {
  const definition = readFileSync(join(folder, file), 'utf8');
  let minified;
  try {
    minified = JSON.stringify(JSON.parse(definition));
  } catch {
    continue;
  }
  const start = performance.now();
  const link = tools.encodeShareLink({ definition }, options);
  const middle = performance.now();
  const answer = tools.decodeShareLink(link);
  const end = performance.now();
  if (answer.kind !== 'scene' || JSON.stringify(JSON.parse(answer.scene.definition)) !== minified) throw new Error(`${file} does not come back from its link`);
  const deflate = deflateRawSync(minified, { level: 9 }).toString('base64url').length;
  results.push({ file, bytes: definition.length, letters: link.length, deflate, encodeMs: middle - start, decodeMs: end - middle });
}
process.stdout.write(`${JSON.stringify(results)}\n`);

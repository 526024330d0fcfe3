// Times the whole analysis of definitions in the built wasm package: node bench-layout.mjs SCRIPT WASM FILE…
// One line of JSON each: reading, validating, laying out, and handing the answer over.
import { readFileSync } from 'node:fs';
import { loadFile } from './engine.mjs';

const [script, wasm, ...files] = process.argv.slice(2);
const { engine } = await loadFile(script, wasm);

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    engine.analyze(text, {});
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ file, analyzeMs: times[2] }));
}

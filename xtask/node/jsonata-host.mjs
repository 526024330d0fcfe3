// Evaluates cases in the wasm module of JSONata: `node jsonata-host.mjs SCRIPT`, one request a line, one answer a line.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const [script] = process.argv.slice(2);
const require = createRequire(import.meta.url);
let { evaluate } = require(script);

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = evaluate(line);
  } catch (error) {
    answer = JSON.stringify({ crashed: String(error) });
    // A trap leaves the module's memory in an unknown state: the next request gets a new one.
    delete require.cache[require.resolve(script)];
    ({ evaluate } = require(script));
  }
  process.stdout.write(`${answer}\n`);
}

// Times expressions in our wasm module and in npm jsonata, in one run: node bench-jsonata.mjs SCRIPT MODULES CASES.
//
// CASES: {expressions: {name: text}, document}. Answer: {name: {wasm, npm}}, nanoseconds an evaluation.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [script, modules, file] = process.argv.slice(2);
const { Prepared } = createRequire(import.meta.url)(resolve(script));
const jsonata = createRequire(resolve(modules, 'package.json'))('jsonata');
const { expressions, document } = JSON.parse(readFileSync(file, 'utf8'));

const WARM_UP = 500;
const ROUND = 20;
// The two take turns, and the best round counts, so that a busy machine disturbs both alike and little.
const TURNS = 12;
const TURN_NS = 60_000_000n;

async function bestRound(run) {
  let best = Infinity;
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < TURN_NS) {
    const round = process.hrtime.bigint();
    await run(ROUND);
    best = Math.min(best, Number(process.hrtime.bigint() - round) / ROUND);
  }
  return best;
}

const figures = {};
for (const [name, text] of Object.entries(expressions)) {
  const prepared = Prepared.read(text, JSON.stringify(document));
  const expression = jsonata(text);
  const wasm = (times) => prepared.run(times);
  const npm = async (times) => {
    for (let i = 0; i < times; i += 1) await expression.evaluate(document);
  };
  if (wasm(WARM_UP) !== WARM_UP) throw new Error(`${name} gives no value`);
  await npm(WARM_UP);
  figures[name] = { wasm: Infinity, npm: Infinity };
  for (let turn = 0; turn < TURNS; turn += 1) {
    figures[name].wasm = Math.min(figures[name].wasm, await bestRound(wasm));
    figures[name].npm = Math.min(figures[name].npm, await bestRound(npm));
  }
}
console.log(JSON.stringify(figures));

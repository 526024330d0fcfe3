// Measures npm jsonata: `node peer.mjs EXPRESSIONS.json DOCUMENT.json`, prints `name<TAB>nanoseconds` a line.
import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';

const [, , expressionsFile, documentFile] = process.argv;
const document = JSON.parse(readFileSync(documentFile, 'utf8'));
for (const [name, text] of JSON.parse(readFileSync(expressionsFile, 'utf8'))) {
  const expression = jsonata(text);
  for (let i = 0; i < 200; i++) await expression.evaluate(document);
  // The best of many rounds, so that a busy machine disturbs little.
  let best = Infinity;
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < 600_000_000n) {
    const round = process.hrtime.bigint();
    for (let i = 0; i < 20; i++) await expression.evaluate(document);
    best = Math.min(best, Number(process.hrtime.bigint() - round) / 20);
  }
  console.log(`${name}\t${best | 0}`);
}

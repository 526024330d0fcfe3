// Writes generated expressions with what npm jsonata gives for them: node jsonata-differential.mjs MODULES COUNT SEED.
//
// The first line is the input. Then one object a line: expr, npm, and strict, each an answer as in jsonata_case.rs.
// `strict` is npm jsonata loaded anew for the expression, with the items of arrays and the members of objects evaluated one
// after the other; left out where it says the same. `holes`: npm's result has undefined inside, which no JSON value has.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Script } from 'node:vm';

const [modules, count = '10000', seed = '1'] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const jsonata = require('jsonata');
const inTurn = 'async function inTurn(list, f) { const all = []; for (const [i, x] of list.entries()) all.push(await f(x, i)); return all; }\n';
const source = readFileSync(require.resolve('jsonata'), 'utf8')
  .replaceAll(/Promise\.all\((expr\.expressions|Object\.keys\(groups\))\s*\.map\(/g, '(inTurn($1, ');
if (source.split('inTurn(').length !== 3) throw new Error('npm jsonata is not the version that this was written for');
const strictScript = new Script(`(function (module, exports, require) { ${inTurn}${source}\n})`);
function strictJsonata() {
  const module = { exports: {} };
  strictScript.runInThisContext()(module, module.exports, require);
  return module.exports;
}
const input = {
  a: 1, b: 'two', c: [3, 1, 2], d: { e: 5, f: [{ g: 1, h: 'x' }, { g: 2, h: 'y' }, { g: 2 }] }, n: null, t: true, z: [], o: {},
  s: 'the quick brown fox', m: [[1, 2], [3]], i: [{ k: 'p', v: 1.5, w: [1] }, { k: 'q', v: -2, w: [1, 2] }, { k: 'p', v: 4 }],
};
let state = BigInt(seed);
const random = (n) => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(n));
};
const pick = (list) => list[random(list.length)];
const name = () => pick(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'n', 't', 'z', 'o', 's', 'm', 'i', 'k', 'v', 'w', 'nope']);
const literal = () => pick(['1', '0', '-1', '2.5', '"x"', '"two"', '""', 'true', 'false', 'null', '[]', '{}', '10', "'p'"]);
const operator = () => pick(['+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', '&', 'and', 'or', 'in']);
const unary = ['string', 'length', 'uppercase', 'trim', 'number', 'abs', 'floor', 'round', 'sum', 'max', 'min', 'average', 'count',
  'boolean', 'not', 'exists', 'keys', 'spread', 'merge', 'reverse', 'distinct', 'type', 'sort', 'sqrt', 'base64encode', 'zip'];
const binary = ['substring', 'substringBefore', 'contains', 'split', 'join', 'append', 'lookup', 'power', 'round', 'formatBase',
  'pad', 'zip', 'formatNumber', 'formatInteger'];
const higher = ['map', 'filter', 'single', 'sift', 'each', 'sort', 'reduce'];
function path(depth) {
  let text = pick([name, name, name, () => '$', () => '$$', () => '$v', () => '*', () => '**'])();
  for (let steps = random(4); steps > 0; steps--) {
    text += '.' + pick([name, name, () => '*', () => '%', () => '$', () => `(${any(depth - 1)})`, () => `{${pairs(depth - 1)}}`,
      () => `[${any(depth - 1)}]`, () => `$${pick(unary)}()`])();
    if (random(3) === 0) text += suffix(depth - 1);
  }
  return text;
}
const suffix = (depth) => pick([() => '[0]', () => '[-1]', () => '[]', () => `[${any(depth)}]`, () => `^(${pick(['', '>', '<'])}${any(depth)})`,
  () => '#$i', () => '@$w', () => `{${pairs(depth)}}`])();
const pairs = (depth) => Array.from({ length: 1 + random(2) }, (_, i) => `${pick([`"k${i}"`, `"k${i}"`, name()])}: ${any(depth)}`).join(', ');
const lambda = (depth) => `function(${pick(['$v', '$v, $i', '$v, $i, $a', ''])}){${any(depth)}}`;
function any(depth) {
  if (depth <= 0) return pick([literal, name, () => '$v', () => '$'])();
  return pick([
    () => path(depth), () => path(depth), () => path(depth), literal,
    () => `${any(depth - 1)} ${operator()} ${any(depth - 1)}`, () => `(${any(depth - 1)})${pick(['', '', '[0]', '[]', '{"k": $}'])}`,
    () => `[${any(depth - 1)}, ${any(depth - 1)}]`, () => `[${random(3)}..${random(5)}]`, () => `{${pairs(depth - 1)}}`,
    () => `${any(depth - 1)} ? ${any(depth - 1)} : ${any(depth - 1)}`, () => `($v := ${any(depth - 1)}; ${any(depth - 1)})`,
    () => `$${pick(unary)}(${any(depth - 1)})`, () => `$${pick(binary)}(${any(depth - 1)}, ${any(depth - 1)})`,
    () => `$${pick(higher)}(${any(depth - 1)}, ${lambda(depth - 1)})`, () => `${any(depth - 1)} ~> $${pick(unary)}`,
    () => `-${any(depth - 1)}`, () => `${any(depth - 1)} ~> |${any(depth - 1)}|${any(depth - 1)}|`,
  ])();
}
const isFunction = (value) => typeof value === 'function' || Boolean(value && (value._jsonata_function || value._jsonata_lambda));
const hasHoles = (value) =>
  value === undefined || (typeof value === 'object' && value !== null && !isFunction(value) && Object.values(value).some(hasHoles));
async function answer(make, expr) {
  try {
    const value = await make(expr).evaluate(structuredClone(input));
    if (value === undefined) return { undefined: true };
    if (isFunction(value)) return { function: true };
    return hasHoles(value) ? { result: value, holes: true } : { result: value };
  } catch (error) {
    return { code: error.code ?? 'JavaScript', message: error.message };
  }
}
console.log(JSON.stringify(input));
for (let made = 0; made < Number(count);) {
  const expr = any(1 + random(3));
  if (expr.length > 200) continue;
  const npm = await answer(jsonata, expr);
  const strict = 'code' in npm ? await answer(strictJsonata(), expr) : npm;
  try {
    const same = JSON.stringify(strict) === JSON.stringify(npm);
    console.log(JSON.stringify({ expr, npm, ...(same ? {} : { strict }) }));
    made++;
  } catch {
    // A result that refers to itself has no JSON text.
  }
}

// Writes generated expressions with what npm jsonata gives for them: `node generate.mjs COUNT SEED > cases.jsonl`.
// One JSON object a line: expr, and result | undefined | function | code and message.
import jsonata from 'jsonata';

const [, , count = '10000', seed = '1'] = process.argv;
export const input = {
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
const isFunction = (value) => typeof value === 'function' || (value && (value._jsonata_function || value._jsonata_lambda));
console.log(JSON.stringify(input));
for (let made = 0; made < Number(count);) {
  const expr = any(1 + random(3));
  if (expr.length > 200) continue;
  made++;
  const line = { expr };
  try {
    const value = await jsonata(expr).evaluate(structuredClone(input));
    if (value === undefined) line.undefined = true;
    else if (isFunction(value)) line.function = true;
    else line.result = value;
  } catch (error) {
    line.code = error.code ?? 'JavaScript';
    line.message = error.message;
  }
  try { console.log(JSON.stringify(line)); } catch { made--; }
}

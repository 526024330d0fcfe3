// Makes a link of every definition below a folder in the built wasm module of the tools: length, plain deflate, time both ways.
//
// Prints one line of JSON: {links: [{file, bytes, letters, deflate, encodeMs, decodeMs}], large, hostile}. `large` is a definition
// of 64 KB, put together of the states of the folder: the median of several readings, after the first. `hostile` are links that
// were made to waste time: the median answer of each.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const [script, wasm, folder] = process.argv.slice(2);
const tools = await import(pathToFileURL(script));
const { memory } = tools.initSync({ module: new WebAssembly.Module(readFileSync(wasm)) });

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

/** Times of `action`, in the order of the calls. */
function times(count, action) {
  return Array.from({ length: count }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  });
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** The states of the folder's definitions, one after another, as one definition of nearly so many bytes. */
function largeDefinition(limit) {
  const states = {};
  let size = 50;
  for (const file of files) {
    let given;
    try {
      given = JSON.parse(readFileSync(join(folder, file), 'utf8')).States ?? {};
    } catch {
      continue;
    }
    for (const [name, state] of Object.entries(given)) {
      const unique = name in states ? `${name} ${Object.keys(states).length}` : name;
      const length = Buffer.byteLength(JSON.stringify({ [unique]: state }));
      if (size + length > limit) continue;
      size += length;
      states[unique] = state;
    }
  }
  return JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
}

function measureLarge() {
  const definition = largeDefinition(64 << 10);
  const link = tools.encodeShareLink({ definition }, options);
  const [, ...reading] = times(12, () => tools.decodeShareLink(link));
  const [, ...writing] = times(12, () => tools.encodeShareLink({ definition }, options));
  return { file: '', bytes: Buffer.byteLength(definition), letters: link.length, deflate: 0, encodeMs: median(writing), decodeMs: median(reading) };
}

/** Links that are as much work as a link can be, or unfold to as much as they can. */
function hostileLinks() {
  let seed = 1;
  const noise = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed >>> 24;
  };
  const bytes = (count, one) => Buffer.from(Array.from({ length: count }, one));
  const forged = (length, payload) => {
    const head = [0, 0];
    for (let rest = length; head.push(rest > 127 ? (rest & 127) | 128 : rest), rest > 127; rest >>>= 7);
    return `1.${Buffer.concat([Buffer.from(head), payload]).toString('base64url')}`;
  };
  const written = (definition) => tools.encodeShareLink({ definition }, { ...options, keepFormatting: true });
  const tangle = (length) => Array.from({ length }, () => '{"x:[,\'#+%&'[noise() % 12]).join('');
  let hard = '';
  // As long as it may be: more is refused when it is written.
  for (let length = 200_000; hard === '' && length > 0; length -= 5_000) {
    try {
      hard = written(tangle(length));
    } catch {
      // Too long still.
    }
  }
  return {
    'work up to the limit, then damaged': hard.replace(/^1\.(.)/, (_, letter) => `1.${letter === 'A' ? 'B' : 'A'}`),
    'work up to the limit': hard,
    'cut off in the middle': hard.slice(0, hard.length / 2),
    'a thousand brackets to indent': written(`${'['.repeat(990)}${'1,'.repeat(30_000)}1${']'.repeat(990)}`),
    '1 KB that says it is 1 GB': forged(2 ** 30, bytes(1000, noise)),
    '4 MB of noise': forged(4 << 20, bytes(131_200, noise)),
    '4 MB of zeros': forged(4 << 20, bytes(131_200, () => 0)),
    '4 MB of ones': forged(4 << 20, bytes(131_200, () => 255)),
    '64 KB from nothing': forged(64 << 10, bytes(3, noise)),
    'six million letters': `1.${'A'.repeat(6 << 20)}`,
    'foreign letters': `1.${'!'.repeat(250_000)}`,
    'a newer version': `7.${'A'.repeat(250_000)}`,
    'no link': 'x'.repeat(300_000),
  };
}

function measureHostile() {
  const before = memory.buffer.byteLength;
  const answers = Object.entries(hostileLinks()).map(([name, link]) => {
    let kind = '';
    const ms = median(times(5, () => { kind = tools.decodeShareLink(link).kind; }));
    return { name, kind, ms };
  });
  return { answers, grownBytes: memory.buffer.byteLength - before };
}

process.stdout.write(`${JSON.stringify({ links: results, large: measureLarge(), hostile: measureHostile() })}\n`);

// Times one workload in a peer: node bench-peer.mjs PEER MODULES FOLDER. One line of JSON, as the others, without a history.
//
// PEER: `aws-local-stepfunctions` runs the state machine; `jsonata` evaluates the expressions of a single Pass state.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

// aws-local-stepfunctions 3 wants Node 22; this is all that it misses on Node 20.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const [peer, modules, folder] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const json = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const [definition, input, mocks, meta] = ['definition.json', 'input.json', 'mocks.json', 'meta.json'].map(json);

/** Every state at every depth, by name. */
function* states(workflow) {
  for (const [name, state] of Object.entries(workflow.States)) {
    yield [name, state];
    const inner = state.Branches ?? [state.ItemProcessor ?? state.Iterator].filter(Boolean);
    for (const workflow of inner) yield* states(workflow);
  }
}

async function stateMachine() {
  const { StateMachine } = require('aws-local-stepfunctions');
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  const all = [...states(definition)];
  // Retry waits are virtual for us, so they take no time here either.
  const retryIntervalOverrides = Object.fromEntries(all.filter(([, s]) => s.Retry).map(([name]) => [name, 0]));
  return async () => {
    const calls = {};
    const answer = (name) => () => {
      const entries = mocks[name] ?? [{ return: {} }];
      const count = calls[name] ?? 0;
      calls[name] = count + 1;
      const entry = entries[Math.min(count, entries.length - 1)];
      if (entry.throw === undefined) return entry.return;
      throw Object.assign(new Error(entry.throw.cause), { name: entry.throw.error });
    };
    const tasks = all.filter(([, state]) => state.Type === 'Task').map(([name]) => [name, answer(name)]);
    const overrides = { taskResourceLocalHandlers: Object.fromEntries(tasks), retryIntervalOverrides };
    return machine.run(input, { overrides }).result;
  };
}

async function expressions() {
  const jsonata = require('jsonata');
  const [state] = Object.values(definition.States);
  const compiled = Object.entries(state.Output).map(([name, text]) => [name, jsonata(text.slice(2, -2).trim())]);
  return async () => {
    const output = {};
    for (const [name, expression] of compiled) output[name] = await expression.evaluate({}, { states: { input } });
    return output;
  };
}

const before = performance.now();
const execute = await (peer === 'jsonata' ? expressions() : stateMachine());
const loadMs = performance.now() - before;
let output;
const round = async () => {
  const start = performance.now();
  for (let execution = 0; execution < meta.executions; execution += 1) output = await execute();
  return performance.now() - start;
};
// As for our engine: a second in which the hot code is compiled is not counted.
for (const start = performance.now(); performance.now() - start < 1_000; ) await round();
const times = [];
for (let run = 0; run < 5; run += 1) times.push(await round());
times.sort((a, b) => a - b);
const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ medianMs: times[2], loadMs, peakMemoryMb, status: 'SUCCEEDED', output }));

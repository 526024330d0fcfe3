// What an event and a state cost in the built wasm package: node bench-engine.mjs SCRIPT WASM. One line of JSON: a list of
// { measure, limit, measured, unit }; rows without a limit are for reading only.
import { loadFile } from './engine.mjs';

const [script, wasm] = process.argv.slice(2);
const { engine, memory } = await loadFile(script, wasm);

/** States of a loop: each round is a Choice and a Pass that counts. */
const counting = {
  StartAt: 'Check',
  States: {
    Check: { Type: 'Choice', Choices: [{ Variable: '$.i', NumericGreaterThanEqualsPath: '$.limit', Next: 'Done' }], Default: 'Add' },
    Add: { Type: 'Pass', Parameters: { 'i.$': 'States.MathAdd($.i, 1)', 'limit.$': '$.limit' }, Next: 'Check' },
    Done: { Type: 'Succeed' },
  },
};
/** The same payload from event to event, for ever. */
const endless = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } };
/** Seven events an item: 3,570 items make the longest history that the service lets succeed. */
const items = Array.from({ length: 3570 }, (_, index) => index);
const each = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'Work',
        States: { Work: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:Work', End: true } },
      },
      End: true,
    },
  },
};

function started(definition, input, quotas) {
  const runner = new engine.Runner();
  const config = { type: 'STANDARD', seed: 7, startTimeMs: 1767225600000, name: 'bench', quotas };
  const mocks = { Work: [{ return: { done: true } }] };
  const answer = runner.start({ definition: JSON.stringify(definition), input: JSON.stringify(input), mocks: JSON.stringify(mocks), config });
  if (answer.kind !== 'started') throw new Error(answer.message);
  return runner;
}

function finish(runner) {
  runner.restart();
  let state;
  do state = runner.run(1_000_000);
  while (state.status === 'RUNNING' && !state.idle);
  if (state.status !== 'SUCCEEDED') throw new Error(`${state.status}: ${state.cause}`);
  return state;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

/** Milliseconds of one of `count` calls, the median of `runs`. */
function timed(runs, count, work) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    for (let call = 0; call < count; call += 1) work();
    times.push((performance.now() - start) / count);
  }
  return median(times);
}

const rows = [];
const row = (measure, limit, measured, unit) => rows.push({ measure, limit, measured, unit });

// First, before anything is warm: as somebody who presses Run meets it.
const longest = started(each, items, 'real');
const built = timed(5, 1, () => finish(longest));
const { eventCount } = finish(longest);
row(`${eventCount.toLocaleString('en')} events, built`, 20, built, 'ms');
const paged = timed(5, 1, () => {
  for (let from = 0; from < eventCount; from += 1000) JSON.parse(longest.history(from, 1000));
});
row('an event, paged to JavaScript and parsed', 2, (paged * 1000) / eventCount, 'µs');
longest.free();

const before = memory.buffer.byteLength;
const loop = started(endless, { payload: 'x'.repeat(1000) }, 'relaxed');
const events = loop.run(1_000_000).eventCount;
row(`memory of an event, ${events.toLocaleString('en')} of them`, 200, (memory.buffer.byteLength - before) / events, 'bytes');
loop.free();

// Compiled as far as it gets; then, what starting costs is that of a run of two states, and the rest is the states'.
const roundsOf = (states) => (states - 2) / 2;
const warm = started(counting, { i: 0, limit: 10 }, 'relaxed');
timed(1, 20_000, () => finish(warm));
warm.free();
const idle = started(counting, { i: 0, limit: 0 }, 'relaxed');
const starting = timed(21, 1000, () => finish(idle));
idle.free();
const sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000];
const costs = sizes.map((states) => {
  const runner = started(counting, { i: 0, limit: roundsOf(states) }, 'relaxed');
  const runs = states > 100_000 ? 3 : 7;
  const ms = timed(runs, Math.max(1, 100_000 / states), () => finish(runner));
  runner.free();
  return ((ms - starting) * 1_000_000) / (states - 2);
});
sizes.forEach((states, at) => row(`a state of ${states.toLocaleString('en')}`, undefined, costs[at], 'ns'));
row('the dearest state by the cheapest', 2, Math.max(...costs) / Math.min(...costs), 'times');
console.log(JSON.stringify(rows));

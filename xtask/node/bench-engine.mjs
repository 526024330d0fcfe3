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

/** Milliseconds of one of `count` calls. */
function once(count, work) {
  const start = performance.now();
  for (let call = 0; call < count; call += 1) work();
  return (performance.now() - start) / count;
}

/** The same, the median of `runs`. */
const timed = (runs, count, work) => median(Array.from({ length: runs }, () => once(count, work)));

/** The shortest of short times: what the machine does besides makes them longer, never shorter. */
const shortest = (times) => Math.min(...times);

const rows = [];
const row = (measure, limit, measured, unit) => rows.push({ measure, limit, measured, unit });

// First, before anything is warm: as somebody who presses Run meets it.
const longest = started(each, items, 'real');
const built = timed(5, 1, () => finish(longest));
const { eventCount } = finish(longest);
row(`${eventCount.toLocaleString('en')} events, built`, 20, built, 'ms');
// What follows the first presses: the compiler is done by then, whatever else the machine does.
row(`${eventCount.toLocaleString('en')} events, built again and again`, undefined, shortest(Array.from({ length: 40 }, () => once(1, () => finish(longest)))), 'ms');
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
const looping = (states) => started(counting, { i: 0, limit: roundsOf(states) }, 'relaxed');
const warm = looping(22);
timed(1, 20_000, () => finish(warm));
warm.free();
const sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000];
const small = [2, ...sizes.filter((states) => states <= 10_000)];
// Side by side, about a millisecond of each at a time: a machine that is slow for a while is slow for all of them.
const runners = small.map(looping);
const rounds = Array.from({ length: 150 }, () => runners.map((runner, at) => once(Math.ceil(5_000 / (small[at] + 6)), () => finish(runner))));
for (const runner of runners) runner.free();
const [starting, ...times] = small.map((_, at) => shortest(rounds.map((round) => round[at])));
for (const states of sizes.filter((states) => states > 10_000)) {
  const runner = looping(states);
  times.push(shortest(Array.from({ length: states > 100_000 ? 4 : 10 }, () => once(1, () => finish(runner)))));
  runner.free();
}
const costs = sizes.map((states, at) => ((times[at] - starting) * 1_000_000) / (states - 2));
sizes.forEach((states, at) => row(`a state of ${states.toLocaleString('en')}`, undefined, costs[at], 'ns'));
row('the dearest state by the cheapest', 2, Math.max(...costs) / Math.min(...costs), 'times');
console.log(JSON.stringify(rows));

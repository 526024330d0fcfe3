// Runs executions in the built wasm package, one request a line on standard input, one answer a line on standard output.
//
// Request: {definition, input, mocks, config}, all as the class Runner takes them.
// Answer: {status, output, events, sha256} of the whole history, {refused} or {crashed}.
// Or {exercise, work}, as checkExercise of the second module takes them; answered with its report.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { loadEngine } from './engine.mjs';

// Events that are made into text at once: a whole history can be longer than a string may be.
const PAGE = 100;

// The engine; the second module, where exercises are judged.
const [script, wasm, toolsScript, toolsWasm] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(wasm));
let instances = 0;

async function load() {
  instances += 1;
  const { engine } = await loadEngine(script, module, instances);
  return engine;
}

let engine = await load();

let tools;
if (toolsScript !== undefined) {
  tools = await import(pathToFileURL(toolsScript));
  tools.initSync({ module: new WebAssembly.Module(readFileSync(toolsWasm)) });
}

function judge({ exercise, work }) {
  const examiner = new engine.Examiner();
  const report = tools.checkExercise(exercise, work, (question) => examiner.answer(question));
  examiner.free();
  return report;
}

function execute(request) {
  if (request.exercise !== undefined) return judge(request);
  const runner = new engine.Runner();
  const started = runner.start(request);
  if (started.kind !== 'started') return { refused: started.message };
  let state = runner.run(1000);
  while (state.status === 'RUNNING' && !state.idle) state = runner.run(1000);
  const hash = createHash('sha256');
  for (let from = 0; from < state.eventCount; from += PAGE) hash.update(runner.historyText(from, PAGE));
  const sha256 = hash.digest('hex');
  runner.free();
  return { status: state.status, output: state.output ?? null, events: state.eventCount, sha256 };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = execute(JSON.parse(line));
  } catch (error) {
    answer = { crashed: String(error) };
    // A trap leaves the module's memory in an unknown state: the next request gets a new one.
    engine = await load();
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

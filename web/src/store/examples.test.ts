import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { HistoryIndex } from '../run/history-index.ts';
import type { HistoryEventView, WasmEngine } from '../shared/protocol.ts';
import { loadEngine } from '../worker/load.ts';
import { documentOf } from './examples.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const wasm = fileURLToPath(new URL('../wasm/asl_wasm_bg.wasm', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();

/** What each story must show when it is opened: how it ends, and statuses that are seen on the way. */
const STORIES: Readonly<Record<string, { status: string; ends: readonly string[]; retried?: boolean }>> = {
  '01-order-flow.json': { status: 'SUCCEEDED', ends: ['exited'], retried: true },
  '02-leave-request.json': { status: 'RUNNING', ends: ['exited'] },
  '03-map-over-items.json': { status: 'SUCCEEDED', ends: ['exited'], retried: true },
  '04-image-processing.json': { status: 'SUCCEEDED', ends: ['caught'] },
  '05-parallel-fan-out.json': { status: 'SUCCEEDED', ends: ['caught'], retried: true },
  '06-saga.json': { status: 'FAILED', ends: ['caught', 'failed'], retried: true },
  '07-polling.json': { status: 'SUCCEEDED', ends: ['exited'] },
  '08-etl.json': { status: 'SUCCEEDED', ends: ['exited'], retried: true },
  '09-ml-training.json': { status: 'SUCCEEDED', ends: ['exited'] },
  '10-iot-events.json': { status: 'SUCCEEDED', ends: ['exited'], retried: true },
  '11-retry-then-notify.json': { status: 'FAILED', ends: ['caught', 'failed'], retried: true },
  '12-nested-workflow.json': { status: 'SUCCEEDED', ends: ['caught'], retried: true },
};

it('has a story for every example', () => {
  expect(files).toEqual(Object.keys(STORIES));
  expect(files.length).toBeGreaterThanOrEqual(12);
});

const built = existsSync(wasm);
if (!built) console.log('The engine is not built (cargo xtask build --engine): the examples are not run.');

describe.skipIf(!built)('the examples, on the engine', () => {
  let engine: WasmEngine;
  beforeAll(async () => {
    engine = await loadEngine(await WebAssembly.compile(readFileSync(wasm)));
  });

  it.each(files)('%s runs as its story says', (file) => {
    const story = STORIES[file];
    const document = documentOf(file, JSON.parse(readFileSync(folder + file, 'utf8')));
    const analysis = engine.analyze(document.definition, { textWidths: {}, collapsed: [], leftToRight: false, touch: false, compact: false });
    expect(analysis.diagnostics.filter((found) => found.severity === 'error')).toEqual([]);
    expect(engine.checkMocks(document.mocks, document.definition)).toEqual([]);
    const runner = engine.createRunner();
    const { definition, input, mocks, config } = document;
    expect(runner.start({ definition, input, mocks, config })).toEqual({ kind: 'started' });
    let state = runner.run(10_000);
    for (let more = 0; more < 20 && state.status === 'RUNNING' && !state.idle; more += 1) state = runner.run(10_000);
    const index = new HistoryIndex();
    index.append(JSON.parse(runner.history(0, state.eventCount)) as HistoryEventView[]);
    expect([state.status, state.error, state.cause]).toEqual([story?.status, state.error, state.cause]);
    const ends = new Set(index.visits.map((visit) => visit.end));
    for (const end of story?.ends ?? []) expect(ends).toContain(end);
    expect(index.visits.some((visit) => visit.attempts.length > 1)).toBe(story?.retried ?? false);
    // Every event finds its visit; only the execution's own have none.
    index.events.forEach((event, at) => {
      if (!event.type.startsWith('Execution')) expect(index.visitOf(at)?.state, `${event.id} ${event.type}`).toBe(event.state ?? index.visitOf(at)?.state);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../../test-support/history.ts';
import { HistoryIndex } from '../../run/history-index.ts';
import type { ChildExecution } from '../../run/map-run.ts';
import type { GraphEdge, GraphLayout, GraphNode } from '../../shared/protocol.ts';
import { findByName, move } from './keyboard.ts';
import { roundedPath } from '../../shared/rounded-path.ts';
import { graphView } from './model.ts';
import { centerOn, fit, reveal, seen, zoomAt } from './viewport.ts';
import { nodeWords } from './words.ts';

const node = (id: string, x: number, y: number, extra: Partial<GraphNode> = {}): GraphNode => ({
  id, kind: 'state', type: 'Task', label: id, subtitle: '', icon: 'lambda', x, y, width: 200, height: 44, ...extra,
});
const edge = (from: string, to: string, kind: GraphEdge['kind'] = 'next'): GraphEdge => ({ from, to, kind, points: [[0, 0], [0, 50]] });

const LAYOUT: GraphLayout = {
  width: 500,
  height: 400,
  nodes: [
    node('#start', 100, 0, { kind: 'start', type: 'Start', label: 'Start' }),
    node('Pay', 0, 80),
    node('Ship', 0, 160),
    node('Refund', 260, 160),
    node('Both', 0, 240, { kind: 'container', type: 'Parallel', height: 120 }),
    node('Inner', 12, 280, { parent: 'Both' }),
    node('#end', 0, 380, { kind: 'end', type: 'End', label: '' }),
  ],
  edges: [edge('#start', 'Pay'), edge('Pay', 'Ship'), edge('Pay', 'Refund', 'catch'), edge('Ship', 'Both'), edge('Both', '#end')],
};

describe('the graph at a moment', () => {
  const builder = new HistoryBuilder();
  builder.add('ExecutionStarted');
  builder.task('Pay', { ms: 10, waits: [20] });
  builder.task('Ship');
  const index = new HistoryIndex();
  index.append(builder.events);

  it('tells which ways were taken', () => {
    const taken = (cursor: number): string[] =>
      graphView(LAYOUT, index, cursor, undefined).edges.filter((item) => item.taken > 0).map((item) => `${item.edge.from}>${item.edge.to}`);
    expect(taken(0)).toEqual([]);
    expect(taken(2)).toEqual(['#start>Pay']);
    expect(taken(index.length)).toEqual(['#start>Pay', 'Pay>Ship']);
  });

  it('names a state with its status, tries and ways', () => {
    const model = graphView(LAYOUT, index, index.length, undefined);
    const pay = model.nodes.find((item) => item.node.id === 'Pay');
    expect(pay && nodeWords(LAYOUT, pay)).toBe('Pay, Task, Succeeded, 2 of 2 attempts, leads to Ship, on error to Refund');
  });

  it('leaves what runs in child executions to them, and counts these', () => {
    const layout: GraphLayout = {
      ...LAYOUT,
      nodes: [node('Orders', 0, 0, { kind: 'container', type: 'Map', subtitle: 'Map · distributed' }), node('Charge', 0, 0, { parent: 'Orders' }), node('Ship', 0, 80, { parent: 'Orders' })],
      edges: [edge('Charge', 'Ship')],
    };
    const run = new HistoryBuilder();
    run.add('ExecutionStarted');
    const entered = run.add('MapStateEntered', { state: 'Orders' });
    run.add('MapRunStarted');
    const parent = new HistoryIndex();
    parent.append(run.events);
    const child = (index: number, status: ChildExecution['status']): ChildExecution => ({ id: `m0.${index}`, state: 'Orders', enteredEventId: entered, name: '', status, eventCount: 1, redriveCount: 0, startMs: 0, nowMs: 0, mapRunArn: '', index });
    const model = graphView(layout, parent, parent.length, undefined, [child(0, 'SUCCEEDED'), child(1, 'FAILED'), child(2, 'SUCCEEDED')]);
    expect(model.nodes.map((item) => item.inChildrenOf)).toEqual([undefined, 'Orders', 'Orders']);
    expect(model.nodes[0]?.children).toMatchObject({ succeeded: 2, failed: 1 });
    expect(model.edges.map((item) => item.inChildren)).toEqual([true]);
    expect(model.nodes.map((item) => nodeWords(layout, item))).toEqual([
      'Orders, Map, In progress, Map Run: Failed 1, Succeeded 2',
      'Charge, Task, In child executions, leads to Ship',
      'Ship, Task, In child executions',
    ]);
    expect(graphView(layout, parent, 1, undefined).nodes.map((item) => item.inChildrenOf)).toEqual([undefined, undefined, undefined]);
  });

  it('ends an arrow outside the ring of a selected state', () => {
    const tip = (selected?: string): number => graphView(LAYOUT, index, 0, selected).edges[1]?.tip[1] ?? 0;
    expect(tip('Ship')).toBeLessThan(tip());
  });
});

describe('lines', () => {
  it('rounds corners by 8 px, less where a piece is short', () => {
    expect(roundedPath([[0, 0], [0, 40], [40, 40]])).toBe('M0 0L0 32Q0 40 8 40L40 40');
    expect(roundedPath([[0, 0], [0, 6], [40, 6]])).toBe('M0 0L0 3Q0 6 3 6L40 6');
    expect(roundedPath([])).toBe('');
  });
});

describe('keys', () => {
  it('walks along the ways, between branches, and into containers', () => {
    expect(move(LAYOUT, 'Pay', 'successor')).toBe('Ship');
    expect(move(LAYOUT, 'Ship', 'predecessor')).toBe('Pay');
    expect(move(LAYOUT, 'Pay', 'predecessor')).toBeUndefined();
    expect(move(LAYOUT, 'Both', 'successor')).toBeUndefined();
    expect(move(LAYOUT, 'Ship', 'below')).toBe('Refund');
    expect(move(LAYOUT, 'Refund', 'above')).toBe('Ship');
    expect(move(LAYOUT, 'Both', 'into')).toBe('Inner');
    expect(move(LAYOUT, 'Inner', 'outOf')).toBe('Both');
    expect(move(LAYOUT, 'Refund', 'start')).toBe('Pay');
  });
  it('finds names by their first letters, whatever their width', () => {
    expect(findByName(LAYOUT, 'Pay', 'r')).toBe('Refund');
    expect(findByName(LAYOUT, 'Pay', 'ＳＨ')).toBe('Ship');
    expect(findByName(LAYOUT, 'Pay', 'x')).toBeUndefined();
  });
});

describe('the view', () => {
  const pane = { width: 800, height: 600 };
  it('fits, zooms around a point, reveals and centers', () => {
    expect(fit({ width: 100, height: 100 }, pane).k).toBe(1);
    expect(fit({ width: 5_000, height: 100 }, pane).k).toBeLessThan(0.2);
    const view = zoomAt({ x: 10, y: 20, k: 1 }, 2, 110, 120);
    expect(view).toEqual({ k: 2, x: -90, y: -80 });
    expect(reveal({ x: 0, y: 0, k: 1 }, { x: 100, y: 100, width: 50, height: 50 }, pane)).toEqual({ x: 0, y: 0, k: 1 });
    expect(reveal({ x: 0, y: 0, k: 1 }, { x: 900, y: 100, width: 50, height: 50 }, pane).x).toBe(-206);
    expect(centerOn({ x: 0, y: 0, k: 1 }, { x: 0, y: 0, width: 100, height: 100 }, pane)).toEqual({ k: 1, x: 350, y: 250 });
  });
  it('sees the same part while the view moves a little', () => {
    expect(seen({ x: -5, y: -5, k: 1 }, pane)).toEqual(seen({ x: -200, y: -100, k: 1 }, { width: 700, height: 600 }));
  });
});

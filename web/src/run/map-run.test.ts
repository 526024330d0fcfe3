import { describe, expect, it } from 'vitest';
import type { GraphNode } from '../shared/protocol.ts';
import { childStatus, mapMode, mapRunView, readChildren, statesInChildren } from './map-run.ts';

const row = (index: number, status: string, startMs: number, nowMs: number): object => ({
  id: `m0.${index}`, state: 'M', enteredEventId: 2, name: `n${index}`, status, eventCount: 5, redriveCount: 0, startMs, nowMs, mapRunArn: 'arn', index,
});
const children = readChildren(JSON.stringify([row(0, 'SUCCEEDED', 0, 2_000), row(1, 'FAILED', 0, 500), row(2, 'RUNNING', 2_000, 2_000), { id: 's0', state: 'Other' }, 7]));

describe('a Map Run', () => {
  it('has the children of the answer, nothing else', () => {
    expect(children.map((child) => child.id)).toEqual(['m0.0', 'm0.1', 'm0.2']);
    expect([readChildren('{'), readChildren('{}')]).toEqual([[], []]);
  });
  it('shows each child as it stood at the clock', () => {
    const at = (ms: number): string[] => children.map((child) => childStatus(child, ms));
    expect(at(0)).toEqual(['inProgress', 'inProgress', 'notStarted']);
    expect(at(1_000)).toEqual(['inProgress', 'failed', 'notStarted']);
    expect(at(Infinity)).toEqual(['succeeded', 'failed', 'inProgress']);
  });
  it('counts all and lists those asked for', () => {
    const view = mapRunView(children, Infinity, 5, 'failed');
    expect(view).toEqual({ total: 5, counts: { failed: 1, timedOut: 0, aborted: 0, inProgress: 1, succeeded: 1, notStarted: 2 }, shown: [1] });
    expect(mapRunView(children, 0, undefined, 'all').shown).toEqual([0, 1]);
    expect(mapRunView([], 0, undefined, 'all')).toMatchObject({ total: 0, shown: [] });
  });
  it('is known by the drawing of its state', () => {
    expect(mapMode({ type: 'Map', subtitle: 'Map · distributed · max 2' })).toEqual({ distributed: true, max: 'max 2' });
    expect(mapMode({ type: 'Map', subtitle: 'Map' })).toEqual({ distributed: false, max: undefined });
    expect(mapMode({ type: 'Task', subtitle: 'Lambda distributed' })).toEqual({ distributed: false, max: undefined });
  });
  it('has the states inside of it, however deep, once it was entered', () => {
    const node = (id: string, parent?: string, subtitle = ''): GraphNode => ({ id, kind: 'state', type: subtitle === '' ? 'Task' : 'Map', label: id, subtitle, icon: '', x: 0, y: 0, width: 0, height: 0, ...(parent === undefined ? {} : { parent }) });
    const nodes = [node('Before'), node('Orders', undefined, 'Map · distributed'), node('Lines', 'Orders', 'Map'), node('Charge', 'Lines'), node('Inline', undefined, 'Map'), node('Item', 'Inline')];
    expect([...statesInChildren(nodes, () => true)]).toEqual([['Lines', 'Orders'], ['Charge', 'Orders']]);
    expect(statesInChildren(nodes, (map) => map !== 'Orders').size).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, EMPTY_DOCUMENT, type WorkflowDocument } from '../store/state.ts';
import { bakeSvg } from './bake.ts';
import { projectText, readProject } from './project.ts';
import { ALL, documentOf, embedCode, markdownOf, meter, sceneOf, tierOf } from './scene.ts';

const work: WorkflowDocument = {
  ...EMPTY_DOCUMENT, id: 'draft:1', title: 'Order [flow]', definition: '{"StartAt":"A"}', input: '{"a":1}', mocks: '{ }',
  placeholders: { Table: 'orders' }, config: { ...DEFAULT_CONFIG, type: 'EXPRESS', seed: 7 }, cases: [{ name: 'one', input: '{}', mocks: '{}' }], caseName: 'one',
};

describe('a whole workflow in a file', () => {
  it('comes back as it was', () => {
    const full = { ...work, s3: '{"b":{}}' };
    const scene = readProject(projectText(sceneOf(full, ALL, { state: 'A', cursor: 3 })));
    expect(scene).toMatchObject({ state: 'A', cursor: 3 });
    expect(scene === undefined ? undefined : documentOf(scene, 'draft:1', 'x')).toEqual({ ...full, mocks: '{}', config: { ...work.config, name: DEFAULT_CONFIG.name } });
  });
  it('is nothing else, and believes no member', () => {
    for (const text of ['', '{}', '{"stepthrough": 2, "definition": ""}', '{"stepthrough": 1}', '{"StartAt":"A","stepthrough":1,"definition":""}', '{"stepthrough": 1, "definition": "']) expect(readProject(text), text).toBeUndefined();
    expect(readProject('{ "stepthrough": 1, "definition": "x", "title": 3, "cursor": -1, "state": null }')).toEqual({ title: '', definition: 'x' });
  });
});

describe('scenes', () => {
  it('hold what is said and come back', () => {
    const scene = sceneOf(work, ALL, { state: 'A', cursor: 3 });
    expect(scene.mocks).toBeUndefined();
    expect(scene).toMatchObject({ title: 'Order [flow]', input: '{"a":1}', state: 'A', cursor: 3 });
    expect(documentOf(scene, 'draft:1', 'x')).toEqual({ ...work, mocks: '{}', config: { ...work.config, name: DEFAULT_CONFIG.name } });
  });
  it('leave out what is not wanted', () => {
    const scene = sceneOf(work, { input: false, mocks: false, config: false, view: false }, { state: 'A', cursor: 3 });
    expect(scene).toEqual({ title: work.title, definition: work.definition });
  });
  it('are not trusted', () => {
    const read = documentOf({ definition: 'x', title: ' ', config: '{"type":"ROOT","seed":-1,"startTimeMs":1e99,"quotas":{},"placeholders":{"a":1,"b":"c"},"s3":5}', testCases: '{"cases":[1,{"name":2},{"name":"ok","input":[]}],"chosen":{}}' }, 'draft:2', 'Shared');
    expect(read.config).toEqual(DEFAULT_CONFIG);
    expect(read).toMatchObject({ title: 'Shared', placeholders: { b: 'c' }, cases: [{ name: 'ok', input: '{}', mocks: '{}' }], caseName: 'ok' });
    expect(read.s3).toBeUndefined();
    for (const bad of ['', '[]', 'null', '"x"', '{']) expect(documentOf({ definition: '', config: bad, testCases: bad }, 'draft:3', 'S').config).toEqual(DEFAULT_CONFIG);
  });
});

describe('lengths', () => {
  it('have tiers and a meter', () => {
    expect([1, 2000, 2001, 8000, 8001, 32000, 32001].map(tierOf)).toEqual(['everywhere', 'everywhere', 'chats', 'chats', 'browsers', 'browsers', 'file']);
    expect(meter(1000)).toEqual([0.5, 0, 0]);
    expect(meter(5000)).toEqual([1, 0.5, 0]);
    expect(meter(99_999)).toEqual([1, 1, 1]);
  });
});

describe('texts for other pages', () => {
  const evil = '"><script>alert(1)</script>';
  it('keep titles as texts', () => {
    expect(markdownOf('Order [flow]', 'https://a/#/w/1.x')).toBe('[Order \\[flow\\]](https://a/#/w/1.x)');
    expect(embedCode('https://a/embed.js', '1.x', evil, 400, '')).not.toContain('<script>alert');
  });
  it('draw without a way to add markup', () => {
    const node = { id: 'A', kind: 'state', type: 'Task', label: evil, subtitle: '', icon: 'task', x: 0, y: 0, width: 200, height: 44 } as const;
    const svg = bakeSvg({ width: 200, height: 100, nodes: [node], edges: [{ from: 'A', to: 'A', kind: 'choice', label: evil, points: [[0, 0], [0, 50]], labelAt: [0, 20] }] }, evil, () => 'ok');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('#e6f7e6');
    expect(svg).not.toMatch(/style=|<style|class=/);
  });
});

import { describe, expect, it } from 'vitest';
import { envelope, readCommand, readLook, readReport } from './messages.ts';

describe('messages of a page', () => {
  it('are read when they are ours', () => {
    expect(readCommand(envelope({ type: 'run' }))).toEqual({ type: 'run' });
    expect(readCommand(envelope({ type: 'seek', cursor: 12.7 }))).toEqual({ type: 'seek', cursor: 12 });
    expect(readCommand(envelope({ type: 'load', link: '1.x', autorun: true }))).toMatchObject({ type: 'load', link: '1.x', autorun: true, definition: '' });
  });
  it('are dropped otherwise', () => {
    const bad = [undefined, null, 1, 'run', [], {}, { type: 'run' }, { source: 'step-through', type: 'run' }, { source: 'step-through', v: 2, type: 'run' }, envelope({ type: 'eval', code: '1' }), envelope({ type: 'setInput', text: {} }), envelope({ type: ['run'] }), envelope({ type: 'setMocks', text: 'x'.repeat(2_000_001) })];
    for (const data of bad) expect(readCommand(data)).toBeUndefined();
    expect(readCommand(envelope({ type: 'seek', cursor: 1e99 }))).toEqual({ type: 'seek', cursor: 0 });
  });
  it('cannot bring styles that load or reach out', () => {
    const { style } = readLook({ style: { accent: '#f00', font: '"Noto Sans", serif', surface: 'url(https://evil)', text: 'red;background:url(x)', radius: 'var(--x)', other: '#fff', 'status-failed-fill': 'rgb(1 2 3 / 50%)' } });
    expect(style).toEqual({ accent: '#f00', font: '"Noto Sans", serif', 'status-failed-fill': 'rgb(1 2 3 / 50%)' });
  });
  it('choose a look within bounds', () => {
    expect(readLook({ panels: ['graph', 'cellar', 'code'], theme: 'pink', direction: 'LR', controls: false })).toMatchObject({ panels: ['graph', 'code'], theme: 'auto', direction: 'LR', controls: false });
    expect(readLook(5).panels).toEqual(['graph', 'output']);
  });
});

describe('messages of an embed', () => {
  it('are known types only', () => {
    expect(readReport(envelope({ type: 'height', height: 3 }))).toMatchObject({ type: 'height', height: 3 });
    expect(readReport(envelope({ type: 'navigate' }))).toBeUndefined();
    expect(readReport('height')).toBeUndefined();
  });
});

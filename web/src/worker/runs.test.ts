import { describe, expect, it } from 'vitest';
import type { EngineCallKind, EngineCalls, WasmEngine } from '../shared/protocol.ts';
import { type RunCall, Runs } from './runs.ts';

/** An engine whose runners only tell what they were asked. */
function engine(freed: number[]): WasmEngine {
  let made = 0;
  return {
    createRunner: () => {
      const number = ++made;
      return {
        start: () => ({ kind: 'started' }),
        report: (kind: string, child?: string) => `${number} ${kind} ${child ?? ''}`,
        whatIf: (entered: number, at: number, definition: string, input: string, result: string, child?: string) => [number, entered, at, definition, input, result, child ?? ''].join(' '),
        eventDetails: (id: number, child?: string) => `${number} ${id} ${child ?? ''}`,
        free: () => freed.push(number),
      };
    },
  } as unknown as WasmEngine;
}

describe('a child execution that is looked at', () => {
  const freed: number[] = [];
  const runs = new Runs(engine(freed), () => undefined);
  const ask = <K extends EngineCallKind>(kind: K, args: EngineCalls[K]['args']): unknown => runs.answer({ id: 1, kind, args } as unknown as RunCall);
  ask('start', { run: 4 } as EngineCalls['start']['args']);
  ask('openChild', { run: 5, parent: 4, child: 'm0.3' });

  it('answers questions by its parent', () => {
    expect(ask('eventDetails', { run: 5, eventId: 2 })).toBe('1 2 m0.3');
    expect(ask('eventDetails', { run: 4, eventId: 2 })).toBe('1 2 ');
    expect(ask('report', { run: 5, kind: 'describe' })).toBe('1 describe m0.3');
    const tried = { enteredEventId: 2, atEventId: 3, definition: 'd', input: 'i', result: 'r' };
    expect(ask('whatIf', { run: 5, ...tried })).toBe('1 2 3 d i r m0.3');
    expect(ask('whatIf', { run: 4, ...tried })).toBe('1 2 3 d i r ');
  });
  it('is not moved on by itself, and needs a parent', () => {
    expect(() => ask('stop', { run: 5, error: '', cause: '' })).toThrow('goes on with its parent');
    expect(() => ask('openChild', { run: 6, parent: 9, child: 'm0.0' })).toThrow('no longer holds');
  });
  it('keeps its parent alive as long as it is kept', () => {
    runs.keep([5]);
    expect(freed).toEqual([]);
    runs.keep([]);
    expect(freed).toEqual([1]);
    expect(() => ask('eventDetails', { run: 5, eventId: 2 })).toThrow();
  });
});

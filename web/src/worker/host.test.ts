import { describe, expect, it } from 'vitest';
import type { EngineMessage, WasmEngine, WasmTools } from '../shared/protocol.ts';
import { EngineHost } from './host.ts';

let freed = 0;
const engine = {
  createExaminer: () => ({ answer: (question: string) => (question === 'trap' ? trap() : `${question}!`), free: () => (freed += 1) }),
  checkInput: () => [],
  testState: (request: string, apiShapes: string) => `${request} with ${apiShapes}`,
} as unknown as WasmEngine;
function trap(): never {
  throw new WebAssembly.RuntimeError('unreachable');
}
const validateExercises = (pack: string, engine: (question: string) => string): unknown[] => {
  if (pack === 'bad') throw new Error(pack);
  return [engine(pack)];
};
const TOOLS = { validateExercises, apiShapes: () => 'shapes', decodeShareLink: () => ({ kind: 'damaged' }) } as unknown as WasmTools;

function hostWith(load: () => Promise<WasmTools>): { host: EngineHost; next: () => Promise<EngineMessage> } {
  const waiting: ((message: EngineMessage) => void)[] = [];
  const host = new EngineHost(Promise.resolve(engine), { load }, (message) => waiting.shift()?.(message));
  return { host, next: () => new Promise((resolve) => waiting.push(resolve)) };
}

describe('the second module', () => {
  it('is not loaded for what the engine answers', async () => {
    const { host, next } = hostWith(() => Promise.reject(new Error('asked for')));
    const answered = next();
    host.handle({ id: 1, kind: 'checkInput', args: { text: '{}' } });
    expect(await answered).toEqual({ kind: 'answer', id: 1, value: [] });
  });

  it('answers what belongs to it, and lends the engine its tables', async () => {
    const { host, next } = hostWith(() => Promise.resolve(TOOLS));
    let answered = next();
    host.handle({ id: 1, kind: 'decodeShareLink', args: { text: 'x' } });
    expect(await answered).toEqual({ kind: 'answer', id: 1, value: { kind: 'damaged' } });
    answered = next();
    host.handle({ id: 2, kind: 'testState', args: { request: 'a' } });
    expect(await answered).toEqual({ kind: 'answer', id: 2, value: 'a with shapes' });
  });

  it('judges exercises and asks the engine, which lets go of what it held unless it trapped', async () => {
    const { host, next } = hostWith(() => Promise.resolve(TOOLS));
    const judged = (id: number, pack: string): Promise<EngineMessage> => {
      const answered = next();
      host.handle({ id, kind: 'validateExercises', args: { pack } });
      return answered;
    };
    freed = 0;
    expect(await judged(1, 'a')).toEqual({ kind: 'answer', id: 1, value: ['a!'] });
    expect(await judged(2, 'bad')).toEqual({ kind: 'failed', id: 2, message: 'bad', fatal: false });
    expect(freed).toBe(2);
    expect(await judged(3, 'trap')).toEqual({ kind: 'failed', id: 3, message: 'unreachable', fatal: true });
    expect(freed).toBe(2);
  });

  it('is asked for again after it could not be fetched', async () => {
    let tries = 0;
    const { host, next } = hostWith(() => (++tries === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(TOOLS)));
    let answered = next();
    host.handle({ id: 1, kind: 'decodeShareLink', args: { text: 'x' } });
    expect(await answered).toEqual({ kind: 'failed', id: 1, message: 'offline', fatal: false });
    answered = next();
    host.handle({ id: 2, kind: 'decodeShareLink', args: { text: 'x' } });
    expect(await answered).toMatchObject({ kind: 'answer', id: 2 });
  });
});

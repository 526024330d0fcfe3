import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../client/engine-client.ts';
import { childrenOf } from './children.ts';

const child = (index: number): object => ({ id: `m0.${index}`, state: 'M', status: 'SUCCEEDED', mapRunArn: 'arn', index });

/** An engine with so many children, which counts what it is asked. */
function engine(count: number): { client: EngineClient; asked: number[] } {
  const asked: number[] = [];
  const call = (_kind: string, { from, count: most }: { from: number; count: number }): Promise<string> => {
    asked.push(from);
    return Promise.resolve(JSON.stringify(Array.from({ length: Math.max(0, Math.min(most, count - from)) }, (_, at) => child(from + at))));
  };
  return { client: { call } as unknown as EngineClient, asked };
}

describe('the child executions of a run', () => {
  it('are read page by page, once for all who ask', async () => {
    const { client, asked } = engine(2_500);
    const run = { number: 3, length: 9 };
    const told: string[] = [];
    await new Promise<void>((done) => {
      expect(childrenOf(client).of(run, () => told.push('graph'))).toEqual([]);
      childrenOf(client).of(run, () => { told.push('panel'); done(); });
    });
    expect(told).toEqual(['graph', 'panel']);
    expect(asked).toEqual([0, 2_000]);
    expect(childrenOf(client).of(run, () => told.push('again')).length).toBe(2_500);
    expect(asked.length).toBe(2);
  });
  it('stay while the history grows, and go with another execution', async () => {
    const { client } = engine(2);
    await new Promise<void>((done) => childrenOf(client).of({ number: 1, length: 5 }, done));
    expect(childrenOf(client).of({ number: 1, length: 6 }, () => undefined).length).toBe(2);
    expect(childrenOf(client).of({ number: 2, length: 6 }, () => undefined)).toEqual([]);
  });
});

/** The engine of an embed: one worker for all embeds of a page; one of its own where that is not to be had or hangs. */
import type { WorkerLike } from '../client/engine-client.ts';
import type { EngineMessage } from '../shared/protocol.ts';

let shareable = true;

export function createWorker(): WorkerLike {
  if (!shareable || !('SharedWorker' in window)) return new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module', name: 'engine' });
  // The next one is made because this one hangs or is broken: not with others again.
  shareable = false;
  const worker = new SharedWorker(new URL('../worker/shared-entry.ts', import.meta.url), { type: 'module', name: 'step-through' });
  const { port } = worker;
  const like: WorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => port.postMessage(message),
    terminate: () => port.close(),
  };
  port.onmessage = (event: MessageEvent<EngineMessage>) => like.onmessage?.(event);
  worker.onerror = (event) => like.onerror?.(event instanceof ErrorEvent ? event : new ErrorEvent('error'));
  return like;
}

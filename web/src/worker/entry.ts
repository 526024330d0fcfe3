/** The worker's entry: loads the engine, then hands every message to the host. Nothing else happens here. */
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { EngineHost } from './host.ts';
import { loadEngine } from './load.ts';

const post = (message: EngineMessage): void => {
  self.postMessage(message);
};

try {
  const host = new EngineHost(await loadEngine(), post);
  self.addEventListener('message', (event: MessageEvent<EngineRequest>) => {
    host.handle(event.data);
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'loadFailed', message: error instanceof Error ? error.message : String(error) });
}

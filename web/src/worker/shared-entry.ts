/** One engine for all embeds of a page: each connects with a port and has its own executions. */
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { EngineHost } from './host.ts';
import { loadEngine, ToolsLoader } from './load.ts';

const engine = loadEngine();
const tools = new ToolsLoader();

self.addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return;
  const port = event.ports[0];
  if (port === undefined) return;
  const post = (message: EngineMessage): void => port.postMessage(message);
  const host = new EngineHost(engine, tools, post);
  port.onmessage = (message: MessageEvent<EngineRequest>) => host.handle(message.data);
  post({ kind: 'listening' });
  engine.then(
    () => post({ kind: 'ready' }),
    (error: unknown) => post({ kind: 'loadFailed', message: error instanceof Error ? error.message : String(error) }),
  );
});

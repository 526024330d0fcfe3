/** The worker's entry: loads the engine, then hands every message to the host. Nothing else happens here. */
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { EngineHost } from './host.ts';
import { fetchSamples, loadEngine, ToolsLoader } from './load.ts';

/** What the page sends before anything else when the worker's name says that it will. */
interface GivenEngine {
  readonly kind: 'load';
  readonly module: WebAssembly.Module | undefined;
}

/** The second module, or what samples are made of, will be needed at once. */
type Fetch = { readonly kind: 'fetchTools' } | { readonly kind: 'fetchSamples' };

const post = (message: EngineMessage): void => {
  self.postMessage(message);
};

const tools = new ToolsLoader();
let host: EngineHost | undefined;

async function load(module: WebAssembly.Module | undefined): Promise<void> {
  try {
    host = new EngineHost(await loadEngine(module), tools, post);
    post({ kind: 'ready' });
  } catch (error) {
    post({ kind: 'loadFailed', message: error instanceof Error ? error.message : String(error) });
  }
}

// Listens before anything is awaited: a module worker loses what comes earlier.
self.addEventListener('message', (event: MessageEvent<EngineRequest | GivenEngine | Fetch>) => {
  if (event.data.kind === 'load') void load(event.data.module);
  // A failure is told to whoever asks for them.
  else if (event.data.kind === 'fetchTools') tools.load().catch(() => undefined);
  else if (event.data.kind === 'fetchSamples') fetchSamples().catch(() => undefined);
  else host?.handle(event.data);
});

if (self.name !== 'engine:given') void load(undefined);

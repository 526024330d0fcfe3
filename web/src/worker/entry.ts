/** The worker's entry: loads the engine, and hands every message to the host. Nothing else happens here. */
import type { EngineMessage, EngineRequest } from '../shared/protocol.ts';
import { EngineHost } from './host.ts';
import { loadEngine, ToolsLoader } from './load.ts';

/** A compiled module, or undefined where the page could not get it: the worker then fetches its own. */
interface Given {
  readonly kind: 'given';
  readonly part: 'engine' | 'tools';
  readonly module: WebAssembly.Module | undefined;
}

type Take = (module: WebAssembly.Module | undefined) => void;

const post = (message: EngineMessage): void => {
  self.postMessage(message);
};

/** What the worker's name says it will be given. */
const promised = self.name.split(' ');
const takers = new Map<Given['part'], Take>();
const given = (part: Given['part']): Promise<WebAssembly.Module | undefined> =>
  promised.includes(`${part}:given`) ? new Promise((resolve) => takers.set(part, resolve)) : Promise.resolve(undefined);

const compiledTools = given('tools');
const tools = new ToolsLoader(() => compiledTools);
const engine = given('engine').then(loadEngine);
const host = new EngineHost(engine, tools, post);

// Listens before anything is awaited: a module worker loses what comes earlier.
self.addEventListener('message', ({ data }: MessageEvent<EngineRequest | Given>) => {
  if (data.kind === 'given') takers.get(data.part)?.(data.module);
  else host.handle(data);
});
post({ kind: 'listening' });

engine.then(
  () => post({ kind: 'ready' }),
  (error: unknown) => post({ kind: 'loadFailed', message: error instanceof Error ? error.message : String(error) }),
);
// What is given is needed at once; a failure is told to whoever asks for it.
if (promised.includes('tools:given')) tools.load().catch(() => undefined);

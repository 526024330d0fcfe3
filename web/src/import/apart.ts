/** Looks for workflows beside the page, which can be used in the meantime: a text from outside may take long to read. */
import type { Findings } from './find.ts';

/** The largest templates take two seconds. */
const LIMIT_MS = 10_000;

/** As `findWorkflows`. Ends early, with nothing found, when somebody no longer wants to know. */
export function findApart(text: string, name: string, signal?: AbortSignal): Promise<Findings> {
  if (signal?.aborted === true) return Promise.resolve({ kind: 'nothing' });
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'import' });
  let limit: ReturnType<typeof setTimeout> | undefined;
  return new Promise<Findings>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Findings>) => resolve(data);
    worker.onerror = () => reject(new Error('the worker that looks for workflows did not start'));
    signal?.addEventListener('abort', () => resolve({ kind: 'nothing' }));
    limit = setTimeout(() => resolve({ kind: 'tooLong' }), LIMIT_MS);
    worker.postMessage({ text, name });
  }).finally(() => {
    clearTimeout(limit);
    worker.terminate();
  });
}

// How the page is bundled and its tests are run. The page's root is the repository's root, where index.html lies.
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { exercises } from './vite.exercises.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `STAND_IN=1 npm run dev`: the page with the tests' stand-in for the engine, before the wasm is built. */
const standIn = (): Plugin[] =>
  process.env['STAND_IN'] === undefined
    ? []
    : [{ name: 'stand-in', enforce: 'pre', resolveId: (id) => (id.endsWith('wasm/asl_wasm.js') ? here('test-support/stand-in.ts') : id.endsWith('wasm/asl_wasm_samples.js') ? here('test-support/stand-in-samples.ts') : null) }];

/** `virtual:examples`: name, title and story of every example; the rest of a file is loaded when it is opened. */
const exampleList = (): Plugin => ({
  name: 'example-list',
  resolveId: (id) => (id === 'virtual:examples' ? '\0examples' : null),
  load(id) {
    if (id !== '\0examples') return null;
    const list = readdirSync(here('examples'))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => {
        const { title, story } = JSON.parse(readFileSync(here(`examples/${file}`), 'utf8')) as { title: string; story: string };
        return { file, title, story };
      });
    return `export const examples = ${JSON.stringify(list)};`;
  },
});

/** `sw.js`: the service worker with the list of everything that was built, and a version made of it. */
const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const names = Object.keys(bundle).filter((name) => !name.endsWith('.map')).sort();
    const version = createHash('sha256');
    for (const name of names) {
      const file = bundle[name];
      version.update(name).update(file === undefined ? '' : file.type === 'chunk' ? file.code : file.source);
    }
    const source = readFileSync(here('src/offline/service-worker.js'), 'utf8')
      .replace('__FILES__', JSON.stringify(names.map((name) => `./${name}`)))
      .replace('__VERSION__', JSON.stringify(version.digest('hex').slice(0, 12)));
    this.emitFile({ type: 'asset', fileName: 'sw.js', source });
  },
});

/** Says in the page's head what its first lines will ask for, so that nothing is found out one answer after the other. */
const preloads = (): Plugin => ({
  name: 'preloads',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle, filename }) {
      if (bundle === undefined || !filename.endsWith('index.html')) return [];
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const first = chunks.filter((chunk) => chunk.moduleIds.some((id) => /src\/main\.ts$|i18n\/messages\/en\/index\.ts$/.test(id)));
      const named = chunks.find((chunk) => chunk.isEntry)?.imports ?? [];
      const names = new Set(first.flatMap((chunk) => [chunk.fileName, ...chunk.imports]).filter((name) => !named.includes(name)));
      return [...names].map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` }, injectTo: 'head' as const }));
    },
  },
});

/** The bundler's own helpers are a file of their own: the page's first lines use them too, and shall not wait for the rest. */
const RUNTIME = { name: 'runtime', test: /^\0(?:vite\/preload-helper|rolldown\/runtime)/, priority: 4 };

/**
 * One file of these modules and all that they import, unless a file of higher priority has it. Left alone, the bundler
 * makes one of each module that lazily loaded parts share, and twenty small files wait for one another's connections,
 * the engine with them.
 */
function together(chunk: string, priority: number, ...begins: readonly string[]): ChunkGroup {
  let modules: Set<string> | undefined;
  const name: ChunkGroup['name'] = (id, graph) => {
    if (modules === undefined) {
      modules = new Set(begins.map(here));
      for (const module of modules) for (const imported of graph.getModuleInfo(module)?.importedIds ?? []) modules.add(imported);
    }
    return modules.has(id) ? chunk : null;
  };
  return { debugName: chunk, name, priority };
}

const SHELL = together('shell', 3, 'src/main.ts');
/** What opens a shared link: it shall not wait for what only draws. */
const LINK = together('link', 2, 'src/routes/workflow.ts');
/** Fetched while the page draws for the first time. */
const SOON = together('soon', 1, 'src/views/shell/run-views.ts', 'src/views/runs/header-parts.ts', 'src/views/graph/tools.ts', 'src/views/exercise/place.ts');

interface ChunkGroup {
  readonly debugName: string;
  readonly name: (id: string, graph: { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null }) => string | null;
  readonly priority: number;
}

export default defineConfig({
  plugins: [exampleList(), exercises(here('exercises')), preloads(), serviceWorker(), ...standIn()],
  root: here('..'),
  // Relative addresses: the built page works at `/`, under a sub-path, and from any static server.
  base: './',
  publicDir: here('public'),
  server: { host: '127.0.0.1', port: 5173, fs: { allow: [here('..')] } },
  // One file: what it would ask for one after the other, the engine's and the tools' own scripts, holds up the first graph.
  worker: { format: 'es', plugins: standIn, rolldownOptions: { output: { codeSplitting: false } } },
  build: {
    // A page with the stand-in is never put where the real one belongs.
    outDir: process.env['STAND_IN'] === undefined ? here('dist') : here('.tsc/stand-in'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows no inline data in scripts or fonts; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [RUNTIME, SHELL, SOON, LINK] } } },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['web/src/**/*.test.ts'], environment: 'node', setupFiles: ['web/test-support/english.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['web/e2e/**/*.e2e.ts'],
          environment: 'node',
          // A slow machine is no reason to fail: everything waits for what it needs, and says what it waited for.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          // Two files at a time, each process with a browser of each kind for all its files; tests have contexts of their own.
          isolate: false,
          maxWorkers: 2,
          // What passes only at the second try is told by `retried.ts`.
          retry: process.env['CI'] === undefined ? 0 : 1,
          setupFiles: ['web/e2e/retried.ts'],
        },
      },
    ],
  },
});

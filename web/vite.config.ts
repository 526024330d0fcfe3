// How the page is bundled and its tests are run. The page's root is the repository's root, where index.html lies.
import { fileURLToPath } from 'node:url';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `STAND_IN=1 npm run dev`: the page with the tests' stand-in for the engine, before the wasm is built. */
const standIn = (): Plugin[] =>
  process.env['STAND_IN'] === undefined
    ? []
    : [{ name: 'stand-in', enforce: 'pre', resolveId: (id) => (id.endsWith('wasm/asl_wasm.js') ? here('test-support/stand-in.ts') : null) }];

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

export default defineConfig({
  plugins: [exampleList(), ...standIn()],
  root: here('..'),
  // Relative addresses: the built page works at `/`, under a sub-path, and from any static server.
  base: './',
  publicDir: here('public'),
  server: { host: '127.0.0.1', port: 5173, fs: { allow: [here('..')] } },
  worker: { format: 'es', plugins: standIn },
  build: {
    // A page with the stand-in is never put where the real one belongs.
    outDir: process.env['STAND_IN'] === undefined ? here('dist') : here('.tsc/stand-in'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows no inline data in scripts or fonts; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

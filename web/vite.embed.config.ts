// `embed.html` and `embed.js`, after the page and beside it: a build of their own, so that the page is not cut into
// smaller pieces because the embed shares some of them.
import { fileURLToPath } from 'node:url';
import { mergeConfig, type UserConfig } from 'vite';
import page from './vite.config.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: UserConfig = mergeConfig(page, {
  build: {
    emptyOutDir: false,
    copyPublicDir: false,
    rollupOptions: {
      input: { frame: here('../embed.html'), embed: here('src/embed/embed.ts') },
      // Pages of others name this file: it has no hash, and lies beside embed.html.
      output: { entryFileNames: (chunk: { name: string }) => (chunk.name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js') },
    },
  },
});

// The page's list of files for working offline stays the page's.
config.plugins = (config.plugins ?? []).filter((plugin) => !(plugin !== null && typeof plugin === 'object' && 'name' in plugin && plugin.name === 'service-worker'));

export default config;

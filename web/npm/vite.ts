/**
 * The plugin for Vite and for what is built on it, such as VitePress: serves the package's folder `playground`, puts it
 * into the build, and tells the element where it is.
 */
import { createReadStream } from 'node:fs';
import { cp, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How to set the plugin up. */
export interface StepThroughPluginOptions {
  /** The folder below the site's base. Default: `stepthrough`. */
  readonly folder?: string;
}

type Next = () => void;
type Handler = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/** What is used of Vite; its own types are not, so that the package works beside any version of it. */
interface Site {
  readonly base: string;
  readonly build: { readonly ssr: unknown };
}
interface Middlewares {
  readonly middlewares: { use(handler: Handler): void };
}

/** A plugin in Vite's shape. */
export interface StepThroughPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  config(): object;
  configResolved(site: Site): void;
  load(id: string): string | null;
  configureServer(server: Middlewares): void;
  writeBundle(output: { readonly dir?: string }): Promise<void>;
}

const PLAYGROUND = fileURLToPath(new URL('../../playground/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8',
};

export default function stepthrough(options: StepThroughPluginOptions = {}): StepThroughPlugin {
  const folder = (options.folder ?? 'stepthrough').split('/').filter((part) => part !== '').join('/');
  let base = '/';
  let forServer = false;
  return {
    name: 'stepthrough',
    enforce: 'pre',
    // Vite's cache of dependencies would take the modules away from the files beside them.
    config: () => ({ optimizeDeps: { exclude: ['stepthrough'] } }),
    configResolved(site) {
      base = site.base;
      forServer = Boolean(site.build.ssr);
    },
    load: (id) => (/\/lib\/npm\/home\.js(?:\?|$)/.test(id.replaceAll(sep, '/')) ? `export const home = ${homeBelow(base, folder)};` : null),
    configureServer(server) {
      server.middlewares.use(serve(`${base}${folder}/`));
    },
    // Copied, not emitted: VitePress takes the first style sheet among the emitted files for its own.
    async writeBundle({ dir }) {
      if (!forServer && dir !== undefined) await cp(PLAYGROUND, join(dir, folder), { recursive: true });
    },
  };
}

/** An expression for the address: a relative base is meant from the page's own address. */
function homeBelow(base: string, folder: string): string {
  return JSON.stringify(`${base === '' ? './' : base}${folder}/`);
}

/** Answers what lies below the prefix; everything else is the next one's. */
function serve(prefix: string): Handler {
  return (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const inside = path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
    const file = inside === undefined ? undefined : normalize(join(PLAYGROUND, inside === '' ? 'index.html' : inside));
    if (file === undefined || !file.startsWith(PLAYGROUND)) {
      next();
      return;
    }
    stat(file).then(
      (found) => {
        if (!found.isFile()) {
          next();
          return;
        }
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache' });
        createReadStream(file).pipe(response);
      },
      () => next(),
    );
  };
}

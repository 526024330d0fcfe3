/** Serves the built page on 127.0.0.1, with the policy as a header too, so that it reaches the worker. */
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8',
};

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' https:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export interface RunningServer {
  readonly url: string;
  /** From now on this path is answered with what `change` makes of the file. */
  change(path: string, change: (text: string) => string): void;
  /** Paths that were asked for, in their order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts on a free port. Throws when the page has not been built. */
export async function serve(): Promise<RunningServer> {
  if (!existsSync(join(DIST, 'index.html'))) throw new Error('web/dist is missing: build the engine and the page first (npm run build)');
  const changes = new Map<string, (text: string) => string>();
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    requests.push(path);
    const file = join(DIST, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (body) => {
        const policy = path === '/embed.html' ? POLICY.replace(/; frame-ancestors.*/, '') : POLICY;
        // Pages of other origins may load embed.js as a module.
        response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy });
        const change = changes.get(path);
        response.end(change === undefined ? body : change(body.toString('utf8')));
      },
      () => {
        response.writeHead(404);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    change: (path, change) => changes.set(path, change),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

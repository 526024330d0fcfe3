// Fresh projects that install the package's tarball, as people's projects do, and a server for what they build.
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const WEB = fileURLToPath(new URL('../../', import.meta.url));
export const ROOT = join(WEB, '..');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
/** With the registry: generators are installed too. Without it only what is here already is used. */
export const WITH_REGISTRY = process.env.STEPTHROUGH_NPM_REGISTRY !== undefined;

/** Runs a program; its output is part of the error when it fails. */
export async function command(program, args, cwd, env = {}) {
  try {
    return (await run(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 64 << 20 })).stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout ?? ''}${error.stderr ?? ''}${error.stdout === undefined ? error.message : ''}`);
  }
}

export const node = (args, cwd) => command(process.execPath, args, cwd);

let tarball;

/** The package's tarball, made once. */
async function packed() {
  tarball ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stepthrough-pack-'));
    await command(NPM, ['pack', '--silent', '--pack-destination', folder, join(ROOT, 'dist/npm')], folder);
    const [name] = await readdir(folder);
    return { folder, file: join(folder, name) };
  })();
  return tarball;
}

/** A project in a folder of its own with the package installed; `packages` come from the registry. */
export async function project(files, packages = []) {
  const folder = await mkdtemp(join(tmpdir(), 'stepthrough-project-'));
  await write(folder, { 'package.json': '{"name":"fresh","private":true,"type":"module"}', ...files });
  const { file } = await packed();
  const offline = packages.length === 0 ? '--offline' : '--prefer-offline';
  await command(NPM, ['install', '--silent', '--no-audit', '--no-fund', offline, file, ...packages], folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function removeTarball() {
  if (tarball !== undefined) await rm((await tarball).folder, { recursive: true, force: true });
}

async function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export const copy = (from, to) => cp(from, to, { recursive: true });

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml' };

/** Serves a folder on a free port, below `base`, with a policy where one is given. */
export async function serve(folder, { base = '/', policy } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = path.startsWith(base) ? path.slice(base.length) : '';
    const file = join(folder, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
    stat(file).then((found) => found.isFile(), () => false).then((there) => {
      response.writeHead(there ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...(policy === undefined ? {} : { 'content-security-policy': policy }) });
      if (there) createReadStream(file).pipe(response);
      else response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

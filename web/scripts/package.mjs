// Puts the npm package together in `dist/npm` out of the built engine, the built page and the sources in `npm/`.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [web, root, target] = [here('../'), here('../../'), here('../../dist/npm/')];
// The engine for Node is built for speed; what browsers download, for size. The JavaScript side is the same.
const forNode = process.env.STEPTHROUGH_NODE_ENGINE ?? `${web}src/wasm/asl_wasm_bg.wasm`;
const needed = { engine: `${web}src/wasm/asl_wasm_bg.wasm`, 'engine for Node': forNode, page: `${web}dist/embed.html` };
for (const [what, file] of Object.entries(needed)) {
  if (!existsSync(file)) throw new Error(`the ${what} is not built: run \`cargo xtask build --npm\``);
}

// The folder itself stays: the documentation's packages link to it.
mkdirSync(target, { recursive: true });
for (const name of readdirSync(target)) rmSync(target + name, { recursive: true });
execFileSync(process.execPath, [`${web}node_modules/typescript/bin/tsc`, '-p', `${web}tsconfig.npm-package.json`], { stdio: 'inherit' });
chmodSync(`${target}lib/npm/copy.js`, 0o755);

// What wasm-bindgen wrote, but not its types: the contract in `protocol.ts` is what the package promises.
cpSync(`${web}src/wasm`, `${target}lib/src/wasm`, { recursive: true, filter: (path) => !path.endsWith('.d.ts') });
cpSync(forNode, `${target}lib/src/wasm/asl_wasm_node_bg.wasm`);
cpSync(`${web}dist`, `${target}playground`, { recursive: true });
cpSync(`${web}npm/README.md`, `${target}README.md`);
for (const name of ['LICENSE-APACHE', 'LICENSE-MIT']) cpSync(root + name, target + name);

const version = /^version = "([^"]+)"/m.exec(readFileSync(`${root}Cargo.toml`, 'utf8'))?.[1];
if (version === undefined) throw new Error('Cargo.toml has no version');
const manifest = { ...JSON.parse(readFileSync(`${web}npm/package.json`, 'utf8')), version };
writeFileSync(`${target}package.json`, `${JSON.stringify(manifest, null, 2)}\n`);

const sizeOf = (path) => (statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(`${path}/${name}`), 0) : statSync(path).size);
const kilobytes = (path) => `${(sizeOf(target + path) / 1000).toFixed(0)} KB`;
console.log(`package ${manifest.name} ${version} in dist/npm: lib ${kilobytes('lib')}, playground ${kilobytes('playground')}`);

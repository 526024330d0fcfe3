// Prints the built page's sizes after brotli and fails above their limits, in KB of 1,000 bytes.
// `cargo xtask build` passes the limits of wasm-pack.toml; called alone, the script knows them too.
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const sizeOf = (path) => brotliCompressSync(readFileSync(new URL(path, dist))).length;
const html = readFileSync(new URL('index.html', dist), 'utf8');
const assets = readdirSync(new URL('assets/', dist)).map((name) => `assets/${name}`);

// The shell is what index.html names: scripts, preloads and styles.
// The language and the engine have limits of their own.
const isLocale = (path) => /\/(?:en|ja|ko)-[\w-]{8}\.js$/.test(path);
const shellFiles = assets.filter((path) => html.includes(path) && !isLocale(path) && !path.endsWith('.wasm'));
const isEditor = (path) => path.endsWith('.js') && /code-mirror/.test(path);
const shell = shellFiles.reduce((sum, path) => sum + sizeOf(path), sizeOf('index.html'));
// The embed's build has a copy of its own; nobody loads both.
const editor = Math.max(0, ...assets.filter(isEditor).map(sizeOf));

// What a page loads before an embed is activated: the element and what it imports at once.
const imported = [...readFileSync(new URL('embed.js', dist), 'utf8').matchAll(/(?:from|import)\s*["']\.\/(assets\/[^"']+)["']/g)].map((found) => found[1]);
const embed = ['embed.js', ...imported].reduce((sum, path) => sum + sizeOf(path), 0);

const limitOf = (variable, kilobytes) => Number(process.env[variable] ?? kilobytes) * 1000;

const locale = Math.max(...assets.filter(isLocale).map(sizeOf));

let failed = false;
for (const [name, size, limit] of [
  ['page-shell', shell, limitOf('STEPTHROUGH_PAGE_SHELL_KB', 60)],
  ['embed.js', embed, limitOf('STEPTHROUGH_EMBED_KB', 15)],
  ['editor', editor, limitOf('STEPTHROUGH_EDITOR_KB', 150)],
  ['locale', locale, 12_000],
]) {
  const bad = size > limit;
  failed ||= bad;
  console.log(`${name.padEnd(12)} ${(size / 1000).toFixed(1).padStart(7)} KB brotli, limit ${limit / 1000} KB${bad ? '  TOO LARGE' : ''}`);
}
// Whoever only wants to see the page gets it all the same.
process.exit(failed && process.env.STEPTHROUGH_TOO_LARGE !== 'warns' ? 1 : 0);

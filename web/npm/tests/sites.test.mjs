// The installed tarball in pages: plain HTML, a Vite app (served and built), a VitePress site. Chromium looks at each.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { command, node, project, removeTarball, serve, WEB, WITH_REGISTRY } from './project.mjs';

const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path));
const skip = CHROMIUM === undefined ? 'Chromium is not installed' : false;

const FLOW = '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":1},"Next":"B"},"B":{"Type":"Succeed"}}}';
/** Runs the embed of a page as soon as it has its workflow, and notes how it ended. */
const WATCH = `const embed = document.querySelector('step-through');
embed.addEventListener('runFinished', (event) => { document.body.dataset.embed = event.detail.status; });
embed.addEventListener('changed', () => embed.run(), { once: true });`;
const RUN = `createEngine().then((engine) => { document.body.dataset.engine = engine.run(${FLOW}).status; });`;
/** The strictest policy that the embed and the engine can live with on their own origin. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'";

let browser;
before(async () => {
  if (!skip) browser = await puppeteer.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
});
after(async () => {
  await browser?.close();
  await removeTarball();
});

/** Opens a page and waits until embed and engine have run the workflow; nothing may be refused or missing. */
async function look(url) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('response', (response) => { if (response.status() >= 400 && !response.url().endsWith('favicon.ico')) complaints.push(`${response.status()} ${response.url()}`); });
  try {
    await page.goto(url);
    await page.waitForFunction(() => document.body.dataset.embed !== undefined && document.body.dataset.engine !== undefined, { timeout: 40_000 });
    assert.deepEqual(await page.evaluate(() => ({ ...document.body.dataset })), { embed: 'SUCCEEDED', engine: 'SUCCEEDED' });
    // A generator may take a style sheet of ours for its own.
    assert.deepEqual(await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.href ?? '').filter((href) => href.includes('/stepthrough/'))), []);
  } catch (error) {
    throw new Error(`${error}\n${complaints.join('\n')}`, { cause: error });
  } finally {
    await page.close();
  }
  assert.deepEqual(complaints.filter((text) => !/favicon/.test(text)), []);
}

/** Looks at a site that is being served, and ends it. */
async function lookAt(site) {
  try {
    await look(site.url);
  } finally {
    site.close();
  }
}

/** Does something with a fresh project, and removes it. */
async function inProject(files, packages, use) {
  const fresh = await project(files, packages);
  try {
    await use(fresh.folder);
  } finally {
    await fresh.remove();
  }
}

test('plain HTML without any tool, under a strict policy', { skip }, async () => {
  await inProject({
    'index.html': `<!doctype html><html lang="en"><title>plain</title><link rel="icon" href="data:,"><body><step-through activate="eager" title="Plain">${FLOW}</step-through>
      <script type="module" src="./node_modules/stepthrough/playground/embed.js"></script><script type="module" src="./main.js"></script>`,
    'main.js': `import { createEngine } from './node_modules/stepthrough/lib/npm/index.js';\n${WATCH}\n${RUN}`,
  }, [], async (folder) => lookAt(await serve(folder, { policy: POLICY })));
});

const VITE_APP = {
  'index.html': `<!doctype html><html lang="en"><title>vite</title><link rel="icon" href="data:,"><body><step-through activate="eager" title="Vite">${FLOW}</step-through><script type="module" src="./main.js"></script>`,
  'main.js': `import 'stepthrough/element';\nimport { createEngine } from 'stepthrough';\n${WATCH}\n${RUN}`,
  'vite.config.js': "import stepthrough from 'stepthrough/vite';\nexport default { base: '/app/', plugins: [stepthrough()] };",
};

test('a Vite app, built below a path and served under a strict policy', { skip }, async () => {
  await inProject(VITE_APP, [], async (folder) => {
    await node([join(WEB, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], folder);
    await lookAt(await serve(join(folder, 'dist'), { base: '/app/', policy: POLICY }));
  });
});

/** Starts a development server on a free port; gives its address and how to end it. */
async function develop(program, args, folder) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  const url = await new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(text);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(text)));
  });
  return { url, close: () => child.kill() };
}

test('a Vite app while it is being written', { skip }, async () => {
  await inProject(VITE_APP, [], async (folder) => {
    await lookAt(await develop(join(WEB, 'node_modules/vite/bin/vite.js'), ['--host', '127.0.0.1', '--port', '0'], folder));
  });
});

test('Vite from the registry', { skip: skip || (WITH_REGISTRY ? false : 'only with `cargo xtask test --npm`') }, async () => {
  await inProject(VITE_APP, ['vite'], async (folder) => {
    await node(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], folder);
    await lookAt(await serve(join(folder, 'dist'), { base: '/app/' }));
  });
});

test('a VitePress page', { skip: skip || (WITH_REGISTRY ? false : 'only with `cargo xtask test --npm`') }, async () => {
  await inProject(
    {
      'docs/index.md': `# Workflow\n\n<step-through activate="eager" title="VitePress" data='${FLOW}'></step-through>\n\n<script setup>\nimport { onMounted } from 'vue';\nimport { createEngine } from 'stepthrough';\nonMounted(() => {\n${WATCH}\n${RUN}\n});\n</script>\n`,
      'docs/.vitepress/config.mjs': "import stepthrough from 'stepthrough/vite';\nexport default { base: '/site/', vite: { plugins: [stepthrough()] }, vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'step-through' } } } };",
      'docs/.vitepress/theme/index.js': "import Theme from 'vitepress/theme';\nimport 'stepthrough/element';\nexport default Theme;",
    },
    ['vitepress@^1.6'],
    async (folder) => {
      await command(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build', 'docs'], folder);
      await lookAt(await serve(join(folder, 'docs/.vitepress/dist'), { base: '/site/' }));
    },
  );
});

test('a Docusaurus page, by the recipe', { skip: skip || (WITH_REGISTRY ? false : 'only with `cargo xtask test --npm`') }, async () => {
  await inProject(
    {
      // Its own server bundle is no module, and takes itself for one where the project says "type": "module".
      'package.json': '{"name":"fresh","private":true}',
      // Without the preset, which brings a search and a blog.
      'docusaurus.config.js': `export default {
        title: 'Flows', url: 'https://example.org', baseUrl: '/site/',
        plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/' }]], themes: ['@docusaurus/theme-classic'],
        scripts: [{ src: '/site/stepthrough/embed.js', type: 'module' }, { src: '/site/watch.js', type: 'module' }],
      };`,
      'docs/index.mdx': '---\nslug: /\n---\n\n# Order flow\n\n<step-through src="/site/flows/order.asl.json" title="Order flow" activate="eager" />\n',
      'static/flows/order.asl.json': FLOW,
      // Pages are drawn by React: the element may come after the script.
      'static/watch.js': `const watch = () => {\n${WATCH}\n};
        document.body.dataset.engine = 'SUCCEEDED';
        const wait = setInterval(() => { if (document.querySelector('step-through') !== null) { clearInterval(wait); watch(); } }, 10);`,
    },
    ['@docusaurus/core@^3', '@docusaurus/plugin-content-docs@^3', '@docusaurus/theme-classic@^3', 'react@^19', 'react-dom@^19'],
    async (folder) => {
      await command(process.execPath, ['node_modules/stepthrough/lib/npm/copy.js', 'copy', 'static/stepthrough'], folder);
      await command(process.execPath, ['node_modules/@docusaurus/core/bin/docusaurus.mjs', 'build'], folder, { DOCUSAURUS_DISABLE_TELEMETRY: '1' });
      await lookAt(await serve(join(folder, 'build'), { base: '/site/' }));
    },
  );
});

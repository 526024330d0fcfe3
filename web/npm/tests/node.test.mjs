// The installed tarball in Node: every runnable example of the documentation, and the types.
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PRINTER, programOf } from './examples.mjs';
import { command, node, project, removeTarball, ROOT, WEB } from './project.mjs';

let fresh;
before(async () => {
  fresh = await project({ 'print.mjs': PRINTER });
});
after(async () => {
  await fresh.remove();
  await removeTarball();
});

const pages = ['web/npm/README.md', ...(await readdir(join(ROOT, 'docs/api'))).filter((name) => name.endsWith('.md')).sort().map((name) => `docs/api/${name}`)];
for (const page of pages) {
  test(`the examples of ${page} run and print what they say`, async () => {
    const { code, printed } = programOf(await readFile(join(ROOT, page), 'utf8'));
    assert.ok(code.length > 0 && printed.length > 0, 'the page has no runnable example');
    const file = join(fresh.folder, `${page.replaceAll(/\W/g, '-')}.mjs`);
    await writeFile(file, code);
    const lines = (await node(['--import', './print.mjs', file], fresh.folder)).trimEnd().split('\n');
    assert.deepEqual(lines, printed);
  });
}

test('nothing is fetched to load the engine', async () => {
  const code = "globalThis.fetch = () => { throw new Error('fetched'); };\nconst { createEngine } = await import('stepthrough');\nconst engine = await createEngine();\nconsole.log(engine.run({ StartAt: 'A', States: { A: { Type: 'Succeed' } } }).status);\nawait engine.decodeLink(await engine.encodeLink({ definition: '{}' }));";
  await writeFile(join(fresh.folder, 'offline.mjs'), code);
  assert.equal((await node(['offline.mjs'], fresh.folder)).trim(), 'SUCCEEDED');
});

test('the element can be imported where there are no elements', async () => {
  assert.equal((await node(['-e', "import('stepthrough/element').then(({ StepThrough }) => console.log(typeof StepThrough))"], fresh.folder)).trim(), 'function');
});

test('the types hold in a strict project, with and without a bundler', async () => {
  const code = `import { createEngine, type Mocks, WorkflowRefused } from 'stepthrough';
import type { StepThrough } from 'stepthrough/element';
const mocks: Mocks = { A: [{ return: 1 }, { throw: { error: 'E' } }] };
const engine = await createEngine();
const execution = engine.run({ StartAt: 'A', States: {} }, { mocks, type: 'EXPRESS' });
export const ids: number[] = execution.history().map((event) => event.id);
export const stages: string[] = execution.inspect('A')?.stages.map(({ stage }) => stage) ?? [];
export const isRefusal = (error: unknown): boolean => error instanceof WorkflowRefused && error.diagnostics[0]?.line === 1;
export const press = (element: StepThrough): void => element.run();
// @ts-expect-error a mock answers, fails or stays silent
engine.run('{}', { mocks: { A: [{ returns: 1 }] } });
`;
  await writeFile(join(fresh.folder, 'types.ts'), code);
  const tsc = join(WEB, 'node_modules/typescript/bin/tsc');
  for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    await command(process.execPath, [tsc, '--noEmit', '--strict', '--skipDefaultLibCheck', '--target', 'es2022', '--lib', 'es2023,dom', '--module', module, '--moduleResolution', resolution, 'types.ts'], fresh.folder);
  }
});

test('the folder for other generators is copied by one command', async () => {
  await node(['node_modules/stepthrough/lib/npm/copy.js', 'copy', 'static/stepthrough'], fresh.folder);
  const files = await readdir(join(fresh.folder, 'static/stepthrough'));
  assert.deepEqual(['embed.html', 'embed.js', 'index.html'].filter((name) => !files.includes(name)), []);
  await assert.rejects(node(['node_modules/stepthrough/lib/npm/copy.js', 'burn'], fresh.folder), /usage/);
});

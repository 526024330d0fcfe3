/**
 * The first five minutes of somebody who has just opened the page, with a picture of each step in `screenshots/`: an
 * example has already run; workflows from elsewhere are pasted, drawn and run; a mock is changed to fail, and the path
 * that catches the error lights up.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Playground } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const SEEDS = fileURLToPath(new URL('../../../shared/corpus/seeds/', import.meta.url));
const PICTURES = fileURLToPath(new URL('./screenshots/', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../examples/01-order-flow.json', import.meta.url));

interface Workflow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Branches?: readonly Workflow[];
  readonly Iterator?: Workflow;
  readonly ItemProcessor?: Workflow;
}

/** Every state's name, those in branches and iterations too. */
function allStates(workflow: Workflow): string[] {
  return Object.entries(workflow.States).flatMap(([name, state]) => {
    const inner = [...(state.Branches ?? []), state.Iterator, state.ItemProcessor];
    return [name, ...inner.flatMap((part) => (part === undefined ? [] : allStates(part)))];
  });
}

inEveryBrowser('the first five minutes', ({ name: browser, open }) => {
  mkdirSync(PICTURES, { recursive: true });
  const picture = async (page: Playground, step: string): Promise<void> => {
    await page.page.screenshot({ path: `${PICTURES}${browser}-${step}.png` });
  };

  const seeds = existsSync(SEEDS) ? readdirSync(SEEDS).filter((file) => file.endsWith('.asl.json')) : [];
  if (seeds.length === 0) console.log('corpus not found, the seed workflows are skipped');

  it('shows an example that has run, before anything is touched', async () => {
    const page = await open();
    await page.finished('succeeded');
    await expect.poll(() => page.statusOf('ProcessPayment')).toBe('succeeded');
    await expect.poll(() => page.count('[data-testid="timeline-row"]')).toBeGreaterThan(4);
    await picture(page, '1-opened');
    expect(page.errors).toEqual([]);
  });

  it.skipIf(seeds.length === 0).each(seeds)('draws every state of %s when it is pasted, and runs it', async (seed) => {
    const page = await open();
    await page.finished('succeeded');
    const text = readFileSync(SEEDS + seed, 'utf8');
    const workflow = JSON.parse(text) as Workflow;
    const names = allStates(workflow);
    await page.pasteWorkflow(text);
    await page.fit();
    await page.until(`${seed} is drawn`, async () => {
      const drawn = await page.drawnStates();
      return names.every((state) => drawn.some((id) => id === state || id.endsWith(`/${state}`)));
    });
    await page.run();
    await page.until(`${seed} has begun`, async () => !['', 'notStarted'].includes(await page.statusOf(workflow.StartAt)));
    await picture(page, `2-${seed.replace('.asl.json', '')}`);
    expect(page.errors).toEqual([]);
  });

  it('lights up the path that catches the error when a mock is changed to fail', async () => {
    const page = await open();
    await page.finished('succeeded');
    await expect.poll(() => page.statusOf('OrderFailed')).toBe('notStarted');
    const { mocks } = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { mocks: Record<string, unknown> };
    await page.paste('mocks', JSON.stringify({ ...mocks, ProcessPayment: [{ throw: { error: 'CardDeclined', cause: 'The card has expired.' } }] }, null, 2));
    await page.run('failed');
    await page.stateIs('OrderFailed', 'failed');
    const lit = await page.page.evaluate(() => document.querySelectorAll('[data-testid="node"][data-status="caught"]').length);
    expect(lit).toBeGreaterThan(0);
    await picture(page, '3-caught');
    expect(page.errors).toEqual([]);
  });
});

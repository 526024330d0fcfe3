/** Issue point 3: the graph, its containers, items, minimap and files; 1,000 states at 60 frames a second. */
import { expect, it } from 'vitest';
import { RunPage } from './run-page.ts';
import { inEveryBrowser } from './suite.ts';

/** A chain with a Choice in each tenth state. */
function long(count: number): string {
  const states: Record<string, unknown> = {};
  for (let at = 0; at < count; at += 1) {
    states[`S${at}`] = at % 10 === 5 && at + 2 < count
      ? { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: `S${at + 2}` }], Default: `S${at + 1}` }
      : { Type: 'Pass', ...(at + 1 < count ? { Next: `S${at + 1}` } : { End: true }) };
  }
  return JSON.stringify({ StartAt: 'S0', States: states }, null, 1);
}

inEveryBrowser('the graph', ({ name, open }) => {
  it('folds containers, turns, and shows one item of a Map', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.until('the tools are there', async () => (await page.count('[data-testid="collapse"][data-state="FulfilOrder"]')) > 0);
    await page.pressNth('[data-testid="collapse"][data-state="FulfilOrder"]', 0);
    await page.until('its inside is gone', async () => !(await page.drawnStates()).includes('ReserveStock'));
    await expect.poll(() => page.statusOf('FulfilOrder')).toBe('succeeded');
    await page.pressNth('[data-testid="collapse"][data-state="FulfilOrder"]', 0);
    await page.until('its inside is back', async () => (await page.drawnStates()).includes('ReserveStock'));
    expect(await page.unreachable()).toEqual([]);
    await page.openExample('map-over-items');
    await page.stateIs('NeedsCheck', 'succeeded');
    await page.pressNth('[data-testid="iteration-picker"]', 0);
    await page.pressNth('[data-testid="iteration"]', 0);
    await page.until('only the first item is shown', async () => (await page.statusOf('NeedsCheck')) === 'notStarted' && (await page.statusOf('Priced')) === 'succeeded');
    await page.press('iteration-all');
    await page.stateIs('NeedsCheck', 'succeeded');
    expect(await run.axe()).toEqual([]);
    await expect.poll(() => run.attribute('iteration-picker', 'data-map')).toBe('PriceItems');
    expect(page.errors).toEqual([]);
  });

  it('is saved as SVG and PNG, and comes back from both', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await run.catchFiles();
    await page.press('export');
    await page.press('export-svg');
    const svg = await run.file(1);
    expect(svg.name).toBe('order-flow.svg');
    expect(svg.text).toContain('ProcessPayment');
    expect(svg.text).toMatch(/fill="rgb\(/);
    expect(svg.text).not.toContain('var(--');
    await page.press('export');
    await page.press('export-png2');
    const png = await run.file(2);
    expect([png.name, png.text.slice(1, 4)]).toEqual(['order-flow.png', 'PNG']);
    await page.openExample('saga');
    await page.until('another workflow is drawn', async () => !(await page.drawnStates()).includes('ProcessPayment'));
    await run.dropBack();
    await page.until('the dropped picture is a workflow again', async () => (await page.drawnStates()).includes('ProcessPayment'));
    await page.press('export');
    await page.press('export-mermaid');
    const mermaid = await run.file(3);
    expect(mermaid.name).toMatch(/\.mmd$/);
    expect(mermaid.text).toMatch(/^flowchart TD\n/);
    expect(page.errors).toEqual([]);
  });

  it('moves with 1,000 states', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteWorkflow(long(1_000));
    await page.until('it is drawn', async () => (await page.drawnStates()).includes('S0'));
    await page.run('succeeded');
    await expect.poll(() => page.count('[data-testid="node"]')).toBeLessThan(200);
    const far = await page.page.evaluate(async () => {
      const graph = document.querySelector('st-graph') as unknown as { fit(): void; zoomTo(k: number): void };
      const surface = document.querySelector('.graph');
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const measure = async (moving = true): Promise<number> => {
        let sum = 0;
        for (let k = 0; k < 40; k += 1) {
          const begun = performance.now();
          if (moving) surface?.dispatchEvent(new WheelEvent('wheel', { deltaY: 60, bubbles: true, cancelable: true }));
          await frame();
          sum += performance.now() - begun;
        }
        return sum / 40;
      };
      graph.zoomTo(0.8);
      await frame();
      const idle = await measure(false);
      const near = await measure();
      graph.fit();
      await frame();
      return { idle, near, far: await measure(), nodes: document.querySelectorAll('.world .node').length };
    });
    console.log(`${name}: a frame of panning 1,000 states takes ${far.near.toFixed(1)} ms near, ${far.far.toFixed(1)} ms far, ${far.idle.toFixed(1)} ms when nothing moves`);
    expect(far.nodes).toBeLessThan(3);
    expect(page.errors).toEqual([]);
  });
});

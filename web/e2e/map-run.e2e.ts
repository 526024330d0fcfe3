/** A distributed Map: its Map Run, one of its child executions looked at, and the way back. */
import { expect, it } from 'vitest';
import { ORDERS, ORDERS_MOCKS } from './definitions.ts';
import { RunPage } from './run-page.ts';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('Map Run', ({ name, open }) => {
  it('counts the children, opens one with its history and goes back', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.pasteWorkflow(ORDERS, ORDERS_MOCKS, '[1,2,3,4]');
    await page.until('the Map is drawn', async () => (await page.drawnStates()).includes('Charge'));
    await page.run('succeeded');
    // What ran in children has no visit in the parent: graph and inspector say where to look.
    await page.stateIs('Charge', 'inChildren');
    await page.until('the graph counts the children', async () => ((await page.attribute('button.stop[data-state="Orders"]', 'aria-label')) ?? '').includes('Failed 1, Succeeded 3'));
    await page.choose('Charge');
    await page.press('show-map-run');
    await page.until('the children are counted', async () => (await run.attribute('map-run-succeeded', 'data-count')) === '3');
    expect(await run.attribute('map-run-failed', 'data-count')).toBe('1');
    expect(await page.count('[data-testid="map-run-child"]')).toBe(4);
    if (name === 'chromium') expect(await page.axe('#region-inspector')).toEqual([]);
    await page.press('map-run-failed');
    await page.until('only the failed one is listed', async () => (await page.count('[data-testid="map-run-child"]')) === 1);
    await page.press('map-run-child');
    await page.stateIs('Charge', 'failed');
    expect(await page.text('child-bar')).toContain('Orders #1');
    await page.finished('failed');
    // Another result is tried in the child, not in the execution around it.
    await page.pressNth('[data-testid="stage"][data-stage="afterParameters"] .stage-toggle', 0);
    await page.press('what-if-begin');
    await run.type('what-if-field', '{"Payload.$":"States.Format(\'{}\', $)"}');
    await page.until('the child tries its own item', async () => (await page.text('data-flow')).includes('"Payload": "2"'));
    await page.press('what-if-leave');
    await page.press('close-child');
    await page.stateIs('Orders', 'succeeded');
    await page.until('the Map Run is shown again', async () => (await page.count('[data-testid="map-run"]')) === 1);
    expect(page.errors).toEqual([]);
  });
});

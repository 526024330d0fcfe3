/** Addresses: what they open, what they ask to see, and where Back and Forward lead. */
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('addresses', ({ open }) => {
  it('open an example with the state, event, language and theme they ask for', async () => {
    const page = await open({ hash: '#/e/saga?state=BookHotel&event=3&lang=ko&theme=dark&view=events' });
    await page.finished('failed', 'succeeded');
    await page.until('the event is chosen', async () => (await page.text('cursor')) === '3');
    await expect.poll(() => page.text('run')).toContain('실행');
    await expect.poll(() => page.attribute('html', 'lang')).toBe('ko');
    await expect.poll(() => page.attribute('html', 'data-theme')).toBe('dark');
    await expect.poll(() => page.attribute('#dock-tab-events', 'aria-selected')).toBe('true');
    await page.follow('#/e/order-flow');
    await page.until('another example is drawn', async () => (await page.drawnStates()).includes('ProcessPayment'));
    expect([await page.attribute('html', 'lang'), await page.attribute('html', 'data-theme')]).toEqual(['ko', 'dark']);
  });

  it('lead Back and Forward between documents, never between keystrokes', async () => {
    const page = await open();
    await page.openExample('polling');
    await page.until('the address names it', async () => (await page.hash()) === '#/e/polling');
    await page.paste('definition', CHARGE);
    await page.until('the change has an address of its own', async () => (await page.hash()).startsWith('#/l/'));
    await page.openExample('saga');
    await page.until('the address names it', async () => (await page.hash()) === '#/e/saga');
    await page.back();
    await page.until('the changed workflow is back', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    await page.back();
    await page.until('the first workflow is back', async () => (await page.drawnStates()).includes('ProcessPayment'));
    await page.forward();
    await page.until('the changed workflow is there again', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    expect(page.errors).toEqual([]);
  });

  it('say so when they are damaged, and leave the work alone', async () => {
    const page = await open({ hash: '#/zz/??' });
    await page.finished('succeeded');
    await page.until('the page says so', async () => (await page.count('[data-notice="link"]')) > 0);
    await expect.poll(() => page.drawnStates()).toContain('ProcessPayment');
    await page.pressNotice('link', 'Show raw data');
    await page.until('the raw data is shown', async () => (await page.value('[data-testid="text-dialog"] textarea')) === '#/zz/??');
    expect(await page.axe()).toEqual([]);
  });
});

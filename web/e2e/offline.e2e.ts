/** Without a network, with a new version, and what the page asks of whom. */
import { expect, it } from 'vitest';
import { Playground } from './playground.ts';
import { serve } from './server.ts';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('offline', ({ open, browser }) => {
  it('opens and runs after the first visit when the server is gone', async () => {
    const server = await serve();
    const page = await Playground.open(browser(), server.url, { keeps: true });
    try {
      await page.finished('succeeded');
      await page.until('the page is kept', () => page.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === 'activated'));
      // What the first visit had begun to fetch has come.
      await page.until('the editor is there', () => page.page.evaluate(() => document.querySelector('st-code-editor')?.shadowRoot?.querySelector('.cm-content') instanceof HTMLElement));
      await server.close();
      await page.page.reload();
      await page.finished('succeeded');
      await page.openExample('saga');
      await page.until('the example is drawn', async () => (await page.drawnStates()).includes('BookHotel'));
      await page.press('tab-input');
      await page.paste('input', '{}');
      expect(page.errors).toEqual([]);
    } finally {
      await page.close();
    }
  });

  it('tells of a new version and takes it only when asked', async () => {
    const server = await serve();
    const page = await Playground.open(browser(), server.url, { keeps: true });
    try {
      await page.finished('succeeded');
      await page.until('the page is kept', () => page.page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'));
      server.change('/sw.js', (text) => text.replace(/stepthrough-\$\{"/, 'stepthrough-${"new'));
      await page.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
      await page.until('the page tells', async () => (await page.count('[data-notice="update"]')) > 0);
      await page.pressNotice('update', 'Reload now');
      await page.until('the new version is there', () => page.page.evaluate(async () => (await caches.keys()).every((name) => name.includes('new'))));
      await page.finished('succeeded');
    } finally {
      await page.close();
      await server.close();
    }
  });

  it('asks nobody but its own server, and breaks no policy', async () => {
    const asked = new Set<string>();
    const page = await open({
      keeps: true,
      before: async (blank) => {
        blank.on('request', (request) => asked.add(new URL(request.url()).protocol === 'http:' || new URL(request.url()).protocol === 'https:' ? new URL(request.url()).origin : 'local'));
        await blank.evaluateOnNewDocument(() => {
          const broken: string[] = [];
          Object.assign(window, { broken });
          document.addEventListener('securitypolicyviolation', (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
        });
      },
    });
    await page.finished('succeeded');
    for (const tab of ['events', 'table', 'output', 'problems']) await page.pressNth(`#dock-tab-${tab}`, 0);
    await page.keys('Control', 'k');
    await page.until('the palette is there', async () => (await page.count('dialog[open]')) > 0);
    const own = new URL(page.page.url()).origin;
    expect([...asked].filter((origin) => origin !== own && origin !== 'local')).toEqual([]);
    await expect.poll(() => page.page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
    await expect.poll(() => page.attribute('meta[http-equiv="Content-Security-Policy"]', 'content')).toContain("default-src 'none'");
  });
});

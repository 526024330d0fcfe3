/** One suite for every installed browser: starts the server and the browser, and gives each test a page of its own. */
import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { BROWSERS, type BrowserName, browserOf } from './browsers.ts';
import { type OpenOptions, Playground } from './playground.ts';
import { type RunningServer, serve } from './server.ts';

export interface Suite {
  readonly name: BrowserName;
  /** Opens the page; without options as a first visit on a desktop. */
  readonly open: (options?: OpenOptions) => Promise<Playground>;
  readonly server: () => RunningServer;
  readonly browser: () => Browser;
}

export function inEveryBrowser(about: string, define: (suite: Suite) => void): void {
  if (BROWSERS.length === 0) console.log('No browser found: the browser suite is skipped.');
  describe.skipIf(BROWSERS.length === 0).each(BROWSERS.map((name) => ({ name })))(`$name: ${about}`, ({ name }) => {
    let browser: Browser;
    let server: RunningServer;
    const pages: Playground[] = [];
    beforeAll(async () => {
      server = await serve();
      browser = await browserOf(name);
    });
    afterAll(async () => {
      await server.close();
    });
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.close();
    });
    define({
      name,
      server: () => server,
      browser: () => browser,
      open: async (options) => {
        const page = await Playground.open(browser, server.url, options);
        pages.push(page);
        return page;
      },
    });
  });
}

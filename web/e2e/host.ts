/** Pages of other origins that hold embeds, under a policy as strict as it can be. */
import { createServer } from 'node:http';
import type { Browser, BrowserContext, ElementHandle, Frame, Page } from 'puppeteer-core';
import { WAIT_MS } from './playground.ts';

export interface Host {
  readonly url: string;
  close(): void;
}

/** The element as a page's scripts see it. */
export interface Embed extends HTMLElement {
  load(scene: object): void;
  setInput(text: string): void;
  setMocks(text: string): void;
  run(): void;
  step(): void;
  seek(cursor: number): void;
  select(state: string): void;
  getState(): Promise<Record<string, unknown>>;
  export(): Promise<Record<string, unknown>>;
}

/**
 * Serves a page under another host name than the embed's, which allows scripts and frames of the embed, frames of the
 * origins in `frames`, and nothing else.
 */
export async function host(embed: string, body: string, files: Readonly<Record<string, string>> = {}, frames = ''): Promise<Host> {
  const { origin } = new URL(embed);
  // `connect-src` is for the attribute `src`, which the host's own page fetches.
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin} ${frames}; img-src data:; connect-src 'self'`;
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(files[request.url ?? ''] ?? `<!doctype html><title>host</title><link rel="icon" href="data:,">${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A visit to a host that knows the element. */
export async function visitHost(browser: Browser, around: Host): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(around.url);
  await page.waitForFunction(() => customElements.get('step-through') !== undefined, { timeout: WAIT_MS });
  return { context, page };
}

/** Puts another embed into the page; gives its element and what is in its frame. */
export async function embedWith(page: Page, attributes: Readonly<Record<string, string>>, inShadow = false): Promise<{ embed: ElementHandle; frame: Frame }> {
  const embed = await page.evaluateHandle((given, shadow) => {
    const element = document.createElement('step-through');
    for (const [name, value] of Object.entries({ activate: 'eager', ...given })) element.setAttribute(name, value);
    const around = document.createElement('div');
    // Browsers draw no frame of another origin that lies outside of the window.
    document.body.prepend(around);
    (shadow ? around.attachShadow({ mode: 'open' }) : around).append(element);
    element.scrollIntoView();
    return element;
  }, attributes, inShadow);
  return { embed, frame: await frameOf(embed) };
}

/** What is in the frame of an embed. */
export async function frameOf(embed: ElementHandle): Promise<Frame> {
  const frame = await (await embed.evaluateHandle((element) => element.shadowRoot?.querySelector('iframe') ?? null)).asElement()?.contentFrame();
  if (frame === undefined || frame === null) throw new Error('the embed has no frame');
  return frame;
}

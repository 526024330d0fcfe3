/** Embeds on a page of another origin with a strict policy; links that are opened, good and bad. */
import type { BrowserContext, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Embed, embedWith, type Host, host, visitHost } from './host.ts';
import { badLinks } from './links.ts';
import { axeFindings, WAIT_MS } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const FLOW = '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}}';

/** Two embeds on a page of another origin. */
const hostPage = (embed: string): Promise<Host> => host(embed, `<script type="module" src="${embed}embed.js"></script>
    <step-through id="one" activate="eager" title="One">${FLOW}</step-through>
    <step-through id="two" activate="click" title="Two"><svg viewBox="0 0 10 10" role="img" aria-label="baked"></svg></step-through>`, { '/flow.json': FLOW });

const stateOf = (page: Page, id: string): Promise<Record<string, unknown>> => page.evaluate((name) => (document.getElementById(name) as Embed).getState(), id);

inEveryBrowser('embeds', ({ name, browser, server }) => {
  let context: BrowserContext;
  let page: Page;
  let around: Host;

  beforeAll(async () => {
    around = await hostPage(server().url);
    ({ context, page } = await visitHost(browser(), around));
  });
  afterAll(async () => {
    await context.close();
    around.close();
  });

  it('are an exercise that reports every check', async () => {
    const { embed, frame } = await embedWith(page, { exercise: 'A-01' });
    await frame.waitForSelector('[data-exercise="A-01"] [data-testid="check"]', { timeout: WAIT_MS });
    const result = embed.evaluate((element) => new Promise<Record<string, unknown>>((resolve) => {
      element.addEventListener('exerciseResult', (event) => resolve((event as CustomEvent<Record<string, unknown>>).detail));
    }));
    await frame.waitForFunction(() => document.querySelector('[data-testid="check"]')?.textContent.trim() !== '', { timeout: WAIT_MS });
    await frame.evaluate(() => document.querySelector<HTMLElement>('[data-testid="check"]')?.click());
    expect(await result).toMatchObject({ type: 'exerciseResult', id: 'A-01', passed: false });
    await embed.evaluate((element) => element.remove());
  });

  it('run on a page of another origin and report', async () => {
    await page.evaluate(() => new Promise<void>((resolve) => {
      const embed = document.getElementById('one') as Embed;
      embed.addEventListener('runFinished', () => resolve());
      embed.addEventListener('changed', () => embed.run());
      void embed.getState().then((state) => { if (state['definition'] !== '') embed.run(); });
    }));
    await expect.poll(() => stateOf(page, 'one')).toMatchObject({ status: 'SUCCEEDED', title: 'One', events: 6 });
  });

  it('show each panel in turn, of a workflow that the page fetches', async () => {
    const { embed, frame } = await embedWith(page, { src: 'flow.json', panels: 'graph code input timeline data-flow output', autorun: '', height: '640', lang: 'en' });
    await frame.waitForSelector('[data-testid="embed-status"][data-status="succeeded"]', { timeout: WAIT_MS });
    // What each panel shows of the run.
    const shown = { code: 'pre', input: 'pre', timeline: '[data-testid="timeline"]', 'data-flow': 'st-inspector *', output: 'st-output *' };
    for (const [panel, selector] of Object.entries(shown)) {
      await (await frame.waitForSelector(`[data-testid="tab-${panel}"]`, { timeout: WAIT_MS }))?.evaluate((tab) => { if (tab instanceof HTMLElement) tab.click(); });
      await frame.waitForSelector(`[data-testid="embed-panel"][data-panel="${panel}"] ${selector}`, { timeout: WAIT_MS });
      if (name === 'chromium') expect(await axeFindings(frame), panel).toEqual([]);
    }
    expect(await frame.evaluate(() => document.querySelectorAll('[role="tab"][aria-selected="true"]').length)).toBeGreaterThan(0);
    await embed.evaluate((element) => element.remove());
  });

  it('are written into only where the page says so', async () => {
    const { embed, frame } = await embedWith(page, { src: 'flow.json', panels: 'code' });
    await frame.waitForFunction(() => document.querySelector('pre.embed-text')?.textContent.includes('StartAt') === true, { timeout: WAIT_MS, polling: 'mutation' });
    await embed.evaluate((element) => element.setAttribute('readonly', 'false'));
    await frame.waitForSelector('textarea[data-testid="embed-definition"]', { timeout: WAIT_MS });
    const changed = embed.evaluate((element) => new Promise<string>((resolve) => {
      element.addEventListener('changed', () => { void (element as Embed).getState().then((state) => resolve(String(state['definition']))); });
    }));
    await frame.evaluate(() => {
      const text = document.querySelector<HTMLTextAreaElement>('textarea[data-testid="embed-definition"]');
      if (text === null) return;
      text.value = '{"StartAt":"C","States":{"C":{"Type":"Succeed"}}}';
      text.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(await changed).toContain('"C"');
    await embed.evaluate((element) => element.remove());
  });

  it('load nothing before they are pressed', async () => {
    expect(await page.evaluate(() => document.getElementById('two')?.shadowRoot?.querySelector('iframe') ?? null)).toBeNull();
    await page.evaluate(() => document.getElementById('two')?.shadowRoot?.querySelector('button')?.click());
    await expect.poll(() => stateOf(page, 'two')).toMatchObject({ definition: '', status: '' });
  });

  it('hear nobody but the page that holds them, and only what has the right shape', async () => {
    const before = await stateOf(page, 'one');
    await page.evaluate(() => {
      const frame = document.getElementById('one')?.shadowRoot?.querySelector('iframe');
      for (const data of [null, 'run', { source: 'step-through', v: 1, type: 'eval', code: 'x' }, { source: 'step-through', v: 1, type: 'setInput', text: {} }, { source: 'other', v: 1, type: 'run' }]) frame?.contentWindow?.postMessage(data, '*');
      // The host's own window says nothing for an embed either.
      window.postMessage({ source: 'step-through', v: 1, type: 'state', id: '1' }, '*');
    });
    expect({ ...(await stateOf(page, 'one')), id: '' }).toEqual({ ...before, id: '' });
  });

  it('give a hostile link no more than a sentence', async () => {
    const { embed, frame } = await embedWith(page, {});
    await embed.evaluate((element, text) => (element as Embed).load({ definition: text }), FLOW);
    const good = await embed.evaluate((element) => (element as Embed).export().then(({ link }) => String(link)));
    for (const [kind, [link, words]] of Object.entries(badLinks(good, good))) {
      await embed.evaluate((element, data) => (element as Embed).load({ link: data }), link);
      await expect.poll(() => frame.evaluate(() => document.querySelector('[data-testid="embed-failure"]')?.textContent ?? ''), { timeout: WAIT_MS, message: kind }).toMatch(words);
      // A good one takes the sentence away.
      await embed.evaluate((element, data) => (element as Embed).load({ link: data }), good);
      await expect.poll(() => frame.evaluate(() => document.querySelectorAll('[data-testid="embed-failure"]').length), { timeout: WAIT_MS, message: kind }).toBe(0);
    }
    await embed.evaluate((element) => element.remove());
  });

  it('keep local work when a bad link is opened', async () => {
    const other = await context.newPage();
    await other.goto(`${server().url}#/w/1.AAD_____Bw`);
    await other.waitForSelector('[data-testid=notice][data-notice=link]', { timeout: WAIT_MS });
    await expect.poll(() => other.$eval('[data-testid=document]', (element) => element.textContent.trim())).not.toBe('');
    await other.close();
  });
});

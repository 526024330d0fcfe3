/** What a page that holds embeds can do with them, and what nobody can. */
import type { BrowserContext, Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Embed, embedWith, frameOf, type Host, host, visitHost } from './host.ts';
import { held } from './links.ts';
import { WAIT_MS } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const FLOW = '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Succeed"}}}';
const TASK = '{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true}}}';
const EVIL = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';

/** A chain of so many states. */
const chain = (length: number): string =>
  JSON.stringify({ StartAt: 'S0', States: Object.fromEntries(Array.from({ length }, (_, at) => [`S${at}`, at === length - 1 ? { Type: 'Succeed' } : { Type: 'Pass', Next: `S${at + 1}` }])) });

const drawn = (frame: Frame): Promise<string[]> => frame.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-testid="node"]')].map((node) => node.dataset['state'] ?? ''));

inEveryBrowser('a page with embeds', ({ name, browser, server, open }) => {
  let context: BrowserContext;
  let page: Page;
  let around: Host;
  const others: Host[] = [];

  beforeAll(async () => {
    around = await host(server().url, `<script type="module" src="${server().url}embed.js"></script>`, { '/flow.json': FLOW });
    ({ context, page } = await visitHost(browser(), around));
  });
  afterAll(async () => {
    await context.close();
    for (const one of [around, ...others]) one.close();
  });

  /** Another page of the same browser, with what it holds. */
  async function visit(body: string, files: Readonly<Record<string, string>> = {}, frames = ''): Promise<Page> {
    const one = await host(server().url, body, files, frames);
    others.push(one);
    const tab = await context.newPage();
    await tab.goto(one.url);
    return tab;
  }

  it('says so where an address gives nothing, and shows what stands inside', async () => {
    const tab = await visit(`<script type="module" src="${server().url}embed.js"></script><step-through activate="eager" lang="en" src="/gone.json"></step-through><step-through activate="eager" src="/gone.json">${FLOW}</step-through>`, { '/gone.json': '' });
    await tab.waitForFunction(() => document.querySelector('step-through')?.shadowRoot?.querySelector('button')?.textContent === 'The workflow could not be loaded. Try again', { timeout: WAIT_MS });
    const second = await tab.$$('step-through').then((found) => found[1]);
    if (second === undefined) throw new Error('the second embed is gone');
    const frame = await frameOf(second);
    await frame.waitForFunction(() => document.querySelectorAll('[data-testid="node"]').length === 3, { timeout: WAIT_MS });
    await tab.close();
  });

  it('calls every method and hears every event', async () => {
    const { embed } = await embedWith(page, { lang: 'en' });
    const heard = await embed.evaluate(async (element, flow, task, limit) => {
      const one = element as Embed;
      const types: string[] = [];
      const next = (type: string): Promise<Record<string, unknown>> => new Promise((resolve, reject) => {
        one.addEventListener(type, (event) => resolve((event as CustomEvent<Record<string, unknown>>).detail), { once: true });
        setTimeout(() => reject(new Error(`waited in vain for ${type}, after ${types.join(' ')}`)), limit);
      });
      for (const type of ['ready', 'changed', 'runStarted', 'event', 'runFinished', 'selected', 'height']) one.addEventListener(type, () => types.push(type));
      const after = async (type: string, act: () => void): Promise<Record<string, unknown>> => {
        const coming = next(type);
        act();
        return coming;
      };
      await after('changed', () => one.load({ definition: task, title: 'Ask' }));
      await after('changed', () => one.setInput('{"a":1}'));
      await after('changed', () => one.setMocks('{"Ask":[{"return":{"b":2}}]}'));
      const ended = await after('runFinished', () => one.run());
      const state = await one.getState();
      await after('selected', () => one.select('Ask'));
      one.seek(2);
      const sought = await one.getState();
      await after('changed', () => one.load({ definition: flow }));
      await after('event', () => one.step());
      const stepped = await one.getState();
      const exported = await one.export();
      return { types: [...new Set(types)], ended, state, sought, stepped, exported };
    }, FLOW, TASK, WAIT_MS);
    expect(heard.types).toEqual(expect.arrayContaining(['changed', 'runStarted', 'event', 'runFinished', 'selected', 'height']));
    expect(heard.ended).toMatchObject({ status: 'SUCCEEDED' });
    expect(heard.ended['output']).toContain('"b"');
    expect(heard.state).toMatchObject({ title: 'Ask', definition: TASK, input: '{"a":1}', status: 'SUCCEEDED', events: 7 });
    expect(heard.sought).toMatchObject({ cursor: 2, selected: 'Ask' });
    expect(heard.stepped).toMatchObject({ definition: FLOW, status: 'RUNNING' });
    expect(heard.exported['link']).toMatch(/^1\./);
    expect(heard.exported['svg']).toMatch(/^<svg .*>A<.*>B<.*<\/svg>$/);
    await embed.evaluate((element) => element.remove());
  });

  it('gives the embed its height, or follows that of the drawing', async () => {
    const { embed } = await embedWith(page, { height: '300' });
    const height = (): Promise<number> => embed.evaluate((element) => element.getBoundingClientRect().height);
    await embed.evaluate((element, text) => (element as Embed).load({ definition: text }), chain(12));
    expect(await height()).toBe(300);
    await embed.evaluate((element) => element.setAttribute('height', 'auto'));
    await embed.evaluate((element, text) => (element as Embed).load({ definition: text }), chain(13));
    await expect.poll(height, { timeout: WAIT_MS }).toBeGreaterThan(700);
    await embed.evaluate((element, text) => (element as Embed).load({ definition: text }), chain(2));
    await expect.poll(height, { timeout: WAIT_MS }).toBeLessThan(600);
    await embed.evaluate((element) => element.remove());
  });

  it('scrolls under the wheel wherever the pointer is', async () => {
    const tab = await visit(`<script type="module" src="${server().url}embed.js"></script><step-through activate="eager" height="500">${FLOW}</step-through>${'<p>text</p>'.repeat(200)}`);
    const embed = await tab.waitForSelector('step-through', { timeout: WAIT_MS });
    await tab.waitForFunction(() => document.querySelector('step-through')?.shadowRoot?.querySelector('iframe') !== null, { timeout: WAIT_MS });
    if (embed === null) throw new Error('there is no embed');
    const frame = await frameOf(embed);
    await frame.waitForSelector('[data-testid="node"]', { timeout: WAIT_MS });
    const box = await embed.boundingBox();
    await tab.bringToFront();
    await tab.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
    await expect.poll(async () => {
      await tab.mouse.wheel({ deltaY: 120 });
      return tab.evaluate(() => window.scrollY);
    }, { timeout: WAIT_MS, interval: 200 }).toBeGreaterThan(0);
    await tab.close();
  });

  it('dresses an embed in its own shadow root, and changes it while it is there', async () => {
    const { embed, frame } = await embedWith(page, { lang: 'en' }, true);
    await embed.evaluate((element, text) => {
      const one = element as Embed;
      one.style.setProperty('--step-accent', 'rgb(1, 2, 3)');
      one.style.setProperty('--step-status-succeeded-fill', 'rgb(4, 5, 6)');
      one.load({ definition: text });
      one.setAttribute('theme', 'dark');
      one.setAttribute('lang', 'ja');
    }, FLOW);
    const root = (): Promise<unknown> => frame.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return [style.getPropertyValue('--accent').trim(), style.getPropertyValue('--st-ok-fill').trim(), document.documentElement.dataset['theme'], document.documentElement.lang];
    });
    await expect.poll(root, { timeout: WAIT_MS }).toEqual(['rgb(1, 2, 3)', 'rgb(4, 5, 6)', 'dark', 'ja']);
    await expect.poll(() => drawn(frame), { timeout: WAIT_MS }).toEqual(expect.arrayContaining(['A', 'B', 'C']));
    const across = (): Promise<boolean> => frame.evaluate(() => {
      const left = (state: string): number => document.querySelector(`[data-testid="node"][data-state="${state}"]`)?.getBoundingClientRect().left ?? 0;
      return left('B') > left('A') + 20;
    });
    expect(await across()).toBe(false);
    await embed.evaluate((element) => element.setAttribute('direction', 'LR'));
    await expect.poll(across, { timeout: WAIT_MS }).toBe(true);
    expect(await frame.evaluate(() => document.querySelectorAll('[data-testid="embed-run"]').length)).toBe(1);
    await embed.evaluate((element) => element.setAttribute('controls', 'false'));
    await frame.waitForFunction(() => document.querySelectorAll('[data-testid="embed-run"], st-scrubber').length === 0, { timeout: WAIT_MS });
    await embed.evaluate((element) => element.remove());
  });

  it('has one engine for all its embeds', async () => {
    const before = server().requests.length;
    const tab = await visit(`<script type="module" src="${server().url}embed.js"></script>${`<step-through activate="eager" autorun height="240">${FLOW}</step-through>`.repeat(3)}`);
    for (const embed of await tab.$$('step-through')) {
      await expect.poll(() => embed.evaluate((element) => (element as Embed).getState().then(({ status }) => status)), { timeout: WAIT_MS }).toBe('SUCCEEDED');
    }
    const asked = server().requests.slice(before);
    expect(asked.filter((path) => path === '/embed.html')).toHaveLength(3);
    expect(asked.filter((path) => /asl_wasm_bg.*\.wasm$/.test(path)).length).toBeLessThanOrEqual(1);
    // Firefox tells nobody of its workers.
    if (name === 'chromium') {
      const workers = browser().targets().filter((target) => target.url().startsWith(server().url)).map((target) => target.type() as string);
      expect(workers.filter((type) => type === 'shared_worker')).toHaveLength(1);
    }
    expect(tab.workers()).toHaveLength(0);
    await tab.close();
  });

  it('shows what "copy embed code" gave, first the drawing and in sight the workflow', async () => {
    const playground = await open();
    await playground.finished('succeeded');
    await playground.press('share');
    await playground.pressNth('#share-tab-embed', 0);
    await playground.until('there is code', async () => (await playground.value('[data-testid="share-text"]')).includes('<svg '));
    const code = await playground.value('[data-testid="share-text"]');
    const tab = await visit(`${'<p>text</p>'.repeat(200)}${code}`);
    await tab.waitForFunction(() => customElements.get('step-through') !== undefined, { timeout: WAIT_MS });
    const embed = await tab.$('step-through');
    if (embed === null) throw new Error('there is no embed');
    expect(await embed.evaluate((element) => ({ framed: element.shadowRoot?.querySelector('iframe') !== null, drawing: (element.querySelector('svg')?.getBoundingClientRect().height ?? 0) > 100, states: element.textContent.includes('ValidateOrder') }))).toEqual({ framed: false, drawing: true, states: true });
    await embed.evaluate((element) => element.scrollIntoView());
    await tab.waitForFunction(() => document.querySelector('step-through')?.shadowRoot?.querySelector('iframe') !== null, { timeout: WAIT_MS });
    await expect.poll(() => embed.evaluate((element) => (element as Embed).getState().then(({ title }) => title)), { timeout: WAIT_MS }).toBe('Order flow');
    await tab.close();
  });

  it('has an embed that opens in the playground as it stands, and stores nothing', async () => {
    const { embed, frame } = await embedWith(page, {});
    await embed.evaluate(async (element, task) => {
      const one = element as Embed;
      const ended = new Promise((resolve) => one.addEventListener('runFinished', resolve, { once: true }));
      one.load({ definition: task, input: '{"a":1}', mocks: '{"Ask":[{"return":{"b":2}}]}', title: 'Ask them', autorun: true });
      await ended;
      one.select('Ask');
      one.seek(4);
      await one.getState();
    }, TASK);
    const opened = await frame.evaluate(() => new Promise<string>((resolve) => {
      window.open = (address) => {
        resolve(String(address));
        return null;
      };
      document.querySelector<HTMLElement>('[data-testid="embed-open"]')?.click();
    }));
    expect(opened).toMatch(new RegExp(`^${server().url}#/w/1\\.`));
    expect(await embed.evaluate((element) => element.shadowRoot?.querySelector('iframe')?.sandbox.contains('allow-popups-to-escape-sandbox'))).toBe(true);
    const playground = await open({ hash: new URL(opened).hash });
    await playground.until('it stands there as in the embed', async () => {
      const { definition, input, mocks, title, cursor, selected } = await held(playground);
      return [JSON.parse(definition), JSON.parse(input), JSON.parse(mocks), title, cursor, selected].map((part) => JSON.stringify(part)).join() === [TASK, '{"a":1}', '{"Ask":[{"return":{"b":2}}]}', '"Ask them"', '4', '"Ask"'].join();
    });
    expect(await frame.evaluate(async () => ({
      local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
      databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))).toEqual({ local: 0, session: 0, cookies: '', databases: 0, caches: 0, workers: 0 });
    await embed.evaluate((element) => element.remove());
  });

  it('shows hostile texts as texts', async () => {
    const { embed, frame } = await embedWith(page, { panels: 'graph code output', lang: 'en' });
    await embed.evaluate((element, evil) => (element as Embed).load({ title: evil, autorun: true, definition: JSON.stringify({ Comment: evil, StartAt: evil, States: { [evil]: { Type: 'Pass', Result: { [evil]: evil }, End: true } } }) }), EVIL);
    await frame.waitForSelector('[data-testid="embed-status"][data-status="succeeded"]', { timeout: WAIT_MS });
    await expect.poll(() => drawn(frame), { timeout: WAIT_MS }).toContain(EVIL);
    const svg = await embed.evaluate((element) => (element as Embed).export().then((report) => String(report['svg'])));
    expect(svg).not.toMatch(/<script|<img/);
    const grown = (at: Page | Frame): Promise<unknown> => at.evaluate(() => ({ pwned: 'pwned' in window, images: document.querySelectorAll('img').length }));
    expect(await grown(frame)).toEqual({ pwned: false, images: 0 });
    expect(await grown(page)).toEqual({ pwned: false, images: 0 });
    await embed.evaluate((element) => element.remove());
  });

  it('speaks to a bare frame, which is deaf to all other windows', async () => {
    const stranger = await host(server().url, '<p>stranger</p>');
    others.push(stranger);
    const strange = stranger.url.replace('localhost', '127.0.0.1');
    const tab = await visit('<iframe id="embed" width="600" height="400"></iframe><iframe id="stranger"></iframe>', {}, new URL(strange).origin);
    await tab.evaluate((embed, other) => {
      const told: Record<string, unknown>[] = [];
      Object.assign(window, { told });
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'object' && event.data !== null) told.push({ ...event.data, origin: event.origin });
      });
      document.querySelector<HTMLIFrameElement>('#embed')?.setAttribute('src', `${embed}embed.html?host=${encodeURIComponent(window.location.origin)}`);
      document.querySelector<HTMLIFrameElement>('#stranger')?.setAttribute('src', other);
    }, server().url, strange);
    const told = (type: string): Promise<boolean> => tab.evaluate((wanted) => (window as unknown as { told: { type: string }[] }).told.some((report) => report.type === wanted), type);
    await expect.poll(() => told('ready'), { timeout: WAIT_MS }).toBe(true);
    const say = (content: object): Promise<void> => tab.evaluate((message, origin) => document.querySelector<HTMLIFrameElement>('#embed')?.contentWindow?.postMessage({ source: 'step-through', v: 1, ...message }, origin), content, new URL(server().url).origin);
    await say({ type: 'load', definition: FLOW });
    await expect.poll(() => told('changed'), { timeout: WAIT_MS }).toBe(true);
    // The stranger says the same to the same window; its own window is no host.
    const other = await tab.waitForFrame((candidate) => candidate.url().startsWith(strange), { timeout: WAIT_MS });
    await other.waitForSelector('p', { timeout: WAIT_MS });
    await other.evaluate((task) => window.parent.frames[0]?.postMessage({ source: 'step-through', v: 1, type: 'load', definition: task }, '*'), TASK);
    await say({ type: 'getState', id: 'q' });
    await expect.poll(() => told('state'), { timeout: WAIT_MS }).toBe(true);
    const reports = await tab.evaluate(() => (window as unknown as { told: Record<string, unknown>[] }).told);
    expect(reports.find((report) => report['type'] === 'state')).toMatchObject({ id: 'q', definition: FLOW });
    expect(new Set(reports.map((report) => report['origin']))).toEqual(new Set([new URL(server().url).origin]));
    // Nothing was told to the stranger, and one that is named as host but does not hold the frame is not obeyed either.
    await tab.evaluate((embed) => {
      (window as unknown as { told: unknown[] }).told.length = 0;
      document.querySelector<HTMLIFrameElement>('#embed')?.setAttribute('src', `${embed}embed.html?host=${encodeURIComponent('https://elsewhere.example')}&again`);
    }, server().url);
    const frame = await tab.waitForFrame((candidate) => candidate.url().endsWith('&again'), { timeout: WAIT_MS });
    await frame.waitForSelector('st-embed .embed', { timeout: WAIT_MS });
    await say({ type: 'load', definition: FLOW });
    await say({ type: 'getState', id: 'z' });
    expect(await tab.evaluate(() => (window as unknown as { told: unknown[] }).told)).toEqual([]);
    await tab.close();
  });
});

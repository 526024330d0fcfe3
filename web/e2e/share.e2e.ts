/** The share dialog: links that hold what was chosen, nothing private, and that open again. */
import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { change, held, noise } from './links.ts';
import type { Playground } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const PRIVATE = '{"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:111122223333:function:f","End":true}}}';

const INPUT = '{"to": "ana.pereira@shop.example.de", "token": "AKIAIOSFODNN7QWERTYU"}';
const SECRETS = ['111122223333', 'ana.pereira@shop.example.de', 'AKIAIOSFODNN7QWERTYU'];

/** A definition whose link has about so many letters more than a short one. */
const withNote = (letters: number): string => `{"Comment":"${noise(letters)}","StartAt":"A","States":{"A":{"Type":"Succeed"}}}`;

const link = (page: Playground): Promise<string> => page.value('[data-testid="share-link"]');

/** Opens the dialog and waits for its link. */
async function share(page: Playground): Promise<string> {
  await page.press('share');
  await page.until('there is a link', async () => (await link(page)).includes('#/w/1.'));
  return link(page);
}

/** What a telephone reads from the code that is drawn. */
async function scan(page: Playground): Promise<string | undefined> {
  const [path, size] = await page.page.evaluate(() => {
    const drawing = document.querySelector('[data-testid="share-qr"]');
    return [drawing?.querySelector('path')?.getAttribute('d') ?? '', Number(drawing?.querySelector('rect')?.getAttribute('width') ?? 0)] as const;
  });
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
  // A light edge and several pixels for each square, as a camera sees it.
  const [scale, edge] = [4, 16];
  const width = size * scale + 2 * edge;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)].map((place) => Math.floor((place - edge) / scale));
    if (dark.has(`${x} ${y}`)) pixels.fill(0, at * 4, at * 4 + 3);
  }
  return jsQR(pixels, width, width)?.data;
}

/** Lets the page write to a clipboard that the test can read; browsers give theirs only to a hand at the mouse. */
async function clipboard(page: Playground, refuses = false): Promise<() => Promise<string>> {
  await page.page.evaluate((refused) => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text: string) => {
      if (refused) return Promise.reject(new Error('refused'));
      document.documentElement.dataset['copied'] = text;
      return Promise.resolve();
    } } });
  }, refuses);
  return () => page.page.evaluate(() => document.documentElement.dataset['copied'] ?? '');
}

inEveryBrowser('the share dialog', ({ open }) => {
  it('gives a link that opens the same workflow, and says how far it gets', async () => {
    const page = await open();
    await page.finished('succeeded');
    const url = await share(page);
    expect(await page.attribute('[data-testid="share-length"]', 'data-tier')).toBe('everywhere');
    expect(await page.attribute('[data-testid="share-length"]', 'data-length')).toBe(String(url.length));
    expect(await page.axe()).toEqual([]);
    const other = await open({ hash: new URL(url).hash });
    await other.until('the workflow is drawn', async () => (await other.drawnStates()).includes('ProcessPayment'));
    expect([...page.errors, ...other.errors]).toEqual([]);
  });

  it('leaves out what is not chosen', async () => {
    const page = await open();
    await page.finished('succeeded');
    const whole = await share(page);
    await page.press('share-mocks');
    await page.until('the link is shorter', async () => (await link(page)).length < whole.length);
    await page.press('share-mocks');
    await page.until('the link is as it was', async () => (await link(page)) === whole);
  });

  it('replaces account numbers, mail addresses and secrets unless it is told not to', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteWorkflow(PRIVATE, '{}', INPUT);
    const safe = await share(page);
    expect(await page.text('share-private')).toMatch(/Replace 3 private values.*Account numbers: 1 · mail addresses: 1 · secrets: 1/);
    expect(await page.axe()).toEqual([]);
    const opened = await open({ hash: new URL(safe).hash });
    await opened.until('it is opened', async () => (await held(opened)).definition.includes(':123456789012:function:f'));
    for (const secret of SECRETS) expect(JSON.stringify(await held(opened))).not.toContain(secret);
    await page.press('share-replace');
    await page.until('the link holds them', async () => (await link(page)) !== safe);
    const whole = await open({ hash: new URL(await link(page)).hash });
    await whole.until('it is opened', async () => (await held(whole)).definition.includes('111122223333'));
    for (const secret of SECRETS) expect(JSON.stringify(await held(whole))).toContain(secret);
    expect([...page.errors, ...opened.errors, ...whole.errors]).toEqual([]);
  });

  it('draws a code that a telephone reads as the link, and says so where the link is too long for one', async () => {
    const page = await open();
    await page.finished('succeeded');
    const url = await share(page);
    expect(url.length).toBeLessThan(1200);
    expect(await scan(page)).toBe(url);
    expect(await page.count('[data-testid="share-qr-hint"]')).toBe(0);
    await page.closeDialog();
    await change(page, { definition: withNote(1_500) });
    await share(page);
    await page.until('there is a hint', async () => (await page.text('share-qr-hint')).includes('1,200'));
    expect(await page.count('[data-testid="share-qr"]')).toBe(0);
    expect(await page.axe()).toEqual([]);
  });

  it('says how far a link gets, from everywhere to only as a file', async () => {
    const page = await open();
    await page.finished('succeeded');
    for (const [letters, tier, words] of [[500, 'everywhere', 'Fits everywhere'], [4_000, 'chats', 'cut in some chats'], [16_000, 'browsers', 'Browsers only'], [40_000, 'file', 'send a file']] as const) {
      await change(page, { definition: withNote(letters) });
      const url = await share(page);
      expect(await page.attribute('[data-testid="share-length"]', 'data-tier')).toBe(tier);
      expect(await page.text('share-length')).toContain(words);
      expect(await page.attribute('[data-testid="share-length"]', 'data-length')).toBe(String(url.length));
      await page.closeDialog();
    }
    // More than a link may hold is said in words, with the file in its place.
    await change(page, { definition: withNote(300_000) });
    await page.press('share');
    await page.until('it says that there is none', async () => (await page.text('share-dialog')).includes('too large for a link'));
    expect(await page.count('[data-testid="share-file"]')).toBe(1);
    expect(page.errors).toEqual([]);
  });

  it('copies what it shows, and says so where the browser does not let it', async () => {
    const page = await open();
    await page.finished('succeeded');
    const url = await share(page);
    const copied = await clipboard(page);
    for (const tab of ['link', 'markdown', 'embed']) {
      await page.pressNth(`#share-tab-${tab}`, 0);
      await page.until(`${tab} is shown`, async () => (await page.count(`#share-panel-${tab} [data-testid="share-copy"][data-copied="no"]`)) === 1);
      await page.press('share-copy');
      await page.until(`${tab} is copied`, async () => (await page.attribute('[data-testid="share-copy"]', 'data-copied')) === 'yes');
      expect(await copied()).toBe(tab === 'link' ? url : await page.value('[data-testid="share-text"]'));
    }
    await clipboard(page, true);
    await page.pressNth('#share-tab-link', 0);
    await page.press('share-copy');
    await page.until('it says how to', async () => (await page.text('share-dialog')).includes('did not let this page copy'));
    expect(page.errors).toEqual([]);
  });

  it('says where the workflow is and who can read it', async () => {
    const page = await open();
    await share(page);
    expect(await page.text('share-dialog')).toContain('The workflow is inside the link itself. We have no server that sees or stores it. Anyone with the link can read it. Do not share secrets.');
  });

  it('gives Markdown, code to embed with a drawing, and a file', async () => {
    const page = await open();
    await page.finished('succeeded');
    const url = await share(page);
    await page.pressNth('#share-tab-markdown', 0);
    await page.until('Markdown is shown', async () => (await page.value('[data-testid="share-text"]')).endsWith(`(${url})`));
    await page.pressNth('#share-tab-embed', 0);
    await page.until('code is shown', async () => /<step-through data="1\.[^"]+" [^>]*>\n<svg /.test(await page.value('[data-testid="share-text"]')));
    await page.pressNth('#share-tab-file', 0);
    await page.until('a file is offered', async () => (await page.count('#share-panel-file button')) > 0);
    expect(await page.axe()).toEqual([]);
  });
});

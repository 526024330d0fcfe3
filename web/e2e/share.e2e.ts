/** The share dialog: links that hold what was chosen, nothing private, and that open again. */
import { expect, it } from 'vitest';
import type { Playground } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const PRIVATE = '{"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:111122223333:function:f","End":true}}}';

const link = (page: Playground): Promise<string> => page.value('[data-testid="share-link"]');

/** Opens the dialog and waits for its link. */
async function share(page: Playground): Promise<string> {
  await page.press('share');
  await page.until('there is a link', async () => (await link(page)).includes('#/w/1.'));
  return link(page);
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

  it('replaces account numbers unless it is told not to', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', PRIVATE);
    const safe = await share(page);
    expect(await page.text('share-private')).toContain('1');
    await page.press('share-replace');
    await page.until('the link holds the number', async () => (await link(page)) !== safe);
    expect(await page.axe()).toEqual([]);
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

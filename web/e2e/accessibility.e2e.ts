/**
 * Issue point 9: axe finds nothing serious on any view and state of the page, in both themes. The other suites look at
 * what they come by; here every tab, menu and dialog is opened once. One browser is enough: the rules read the document.
 */
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import type { Playground } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const DOCK = ['timeline', 'events', 'table', 'output', 'runs', 'problems'];
const LEFT = ['code', 'input', 'mocks', 'variables', 'config'];
const INSPECTOR = ['input', 'output', 'dataFlow', 'retry', 'definition', 'events', 'mock'];
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 820, height: 1180 };

/** All rules in the light theme; in the dark one only colours can differ. */
async function isClean(page: Playground, what: string, within = 'html'): Promise<void> {
  await page.theme('light');
  expect(await page.axe(within), what).toEqual([]);
  await page.theme('dark');
  expect(await page.axe(within, ['color-contrast']), `${what}, dark`).toEqual([]);
  await page.theme('light');
}

/** Boxes of the dialog that are wider inside than out; code may be. */
function wider(): string[] {
  const boxes = [...document.querySelectorAll('dialog[open], dialog[open] *')].filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && !box.matches('.json, pre, textarea, input'));
  return boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.tagName} ${box.className}: ${box.scrollWidth} in ${box.clientWidth}`);
}

inEveryBrowser('accessibility', ({ name, open }) => {
  const test = it.skipIf(name !== 'chromium');

  test('of every tab', async () => {
    const page = await open();
    await page.finished('succeeded');
    await isClean(page, 'the page');
    for (const tab of DOCK) {
      await page.pressNth(`#dock-tab-${tab}`, 0);
      await isClean(page, `dock ${tab}`, '#region-dock');
    }
    for (const tab of LEFT) {
      await page.showTab('st-editor-pane', `tab-${tab}`);
      await isClean(page, `left ${tab}`, '#region-code');
    }
    for (const tab of INSPECTOR) {
      await page.showTab('st-inspector', `tab-${tab}`);
      await page.until(`${tab} is shown`, async () => (await page.count(`#insp-panel-${tab}`)) === 1);
      await isClean(page, `inspector ${tab}`, '#region-inspector');
    }
    expect(page.errors).toEqual([]);
  });

  test('of every dialog', async () => {
    const page = await open();
    await page.finished('succeeded');
    const dialogs: readonly (readonly [string, unknown])[] = [
      ['bench', { state: 'ProcessPayment' }], ['cases', undefined], ['import', undefined], ['keys', undefined], ['learn', undefined], ['palette', undefined],
      ['share', undefined], ['testState', { state: 'ProcessPayment', input: '{}' }], ['text', { title: 'Text', text: 'text' }], ['versions', undefined],
    ];
    for (const [dialog, argument] of dialogs) {
      await page.dialog(dialog, argument);
      await isClean(page, dialog, 'dialog[open]');
      await page.closeDialog();
    }
    await page.dialog('share');
    for (const tab of ['markdown', 'embed', 'file']) {
      await page.pressNth(`dialog[open] [data-testid="tab-${tab}"]`, 0);
      await isClean(page, `share ${tab}`, 'dialog[open]');
    }
    await page.closeDialog();
    await page.page.setViewport(PHONE);
    for (const [dialog, argument] of dialogs) {
      await page.dialog(dialog, argument);
      await page.settled();
      expect(await page.page.evaluate(wider), `${dialog} on a phone`).toEqual([]);
      await page.closeDialog();
    }
    expect(page.errors).toEqual([]);
  });

  test('of every menu', async () => {
    const page = await open();
    await page.finished('succeeded');
    const buttons = await page.page.evaluate(() => [...document.querySelectorAll('[aria-haspopup]')].map((button, at) => {
      button.setAttribute('data-menu-button', String(at));
      return at;
    }));
    expect(buttons.length).toBeGreaterThan(4);
    for (const at of buttons) {
      const button = `[data-menu-button="${at}"]`;
      await page.pressNth(button, 0);
      await page.until(`menu ${at} is open`, async () => (await page.attribute(button, 'aria-expanded')) === 'true');
      await page.settled();
      await isClean(page, `menu ${at}`, '.menu');
      await page.pressNth(button, 0);
      await page.until(`menu ${at} is closed`, async () => (await page.count('.menu')) === 0);
    }
    expect(page.errors).toEqual([]);
  });

  test('of what can become of a workflow', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.openExample('leave-request');
    await page.finished('waiting');
    await isClean(page, 'waiting for a token');
    await page.pasteWorkflow(CHARGE, JSON.stringify({ Ship: [{ throw: { error: 'NoCarrier', cause: 'none is free' } }] }));
    await isClean(page, 'changed after its run');
    await page.run('failed');
    await isClean(page, 'failed');
    await page.paste('definition', CHARGE.slice(0, -3));
    await page.until('the graph is of an older text', async () => (await page.count('[data-testid="stale-notice"]')) > 0);
    await isClean(page, 'broken text');
    await page.press('document');
    await page.press('new');
    await page.until('the page says what to do', async () => (await page.count('[data-testid="empty-import"]')) > 0);
    await isClean(page, 'nothing written');
    expect(page.errors).toEqual([]);
  });

  test.each([{ name: 'phone', size: PHONE, tabs: ['graph', 'code', 'run'] }, { name: 'tablet', size: TABLET, tabs: ['code', 'graph'] }])('on a $name', async ({ size, tabs }) => {
    const page = await open(size);
    await page.finished('succeeded');
    for (const tab of tabs) {
      await page.pressNth(`#narrow-tab-${tab}`, 0);
      await isClean(page, tab);
    }
    for (const dialog of ['keys', 'palette', 'share', 'import', 'learn']) {
      await page.dialog(dialog);
      await isClean(page, dialog, 'dialog[open]');
      await page.closeDialog();
    }
    expect(page.errors).toEqual([]);
  });

  test('of an exercise', async () => {
    const page = await open({ hash: '#/x/A-01' });
    await page.until('the exercise is open', async () => (await page.text('check')) !== '');
    await isClean(page, 'exercise');
    expect(page.errors).toEqual([]);
  });
});

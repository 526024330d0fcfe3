/**
 * Pictures of the main views: three widths and both themes. They are written to `e2e/screenshots` for a person to look
 * at, and compared with those in `e2e/screens` with a small tolerance; `UPDATE_SCREENS=1` takes the new ones. One page
 * shows all views of a width, and changes its theme where it stands: loading a page takes longer than a picture.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { ORDERS, ORDERS_MOCKS } from './definitions.ts';
import type { Playground } from './playground.ts';
import { differingPixels, keepSmall } from './pictures.ts';
import { inEveryBrowser } from './suite.ts';

const FOLDER = fileURLToPath(new URL('./screens/', import.meta.url));
const NOW = fileURLToPath(new URL('./screenshots/', import.meta.url));
/** Share of pixels that may differ: letters are drawn a little differently from machine to machine. */
const TOLERANCE = 0.06;

const WIDTHS = { desktop: { width: 1440, height: 900 }, tablet: { width: 820, height: 1180 }, phone: { width: 390, height: 844 } };
type Width = keyof typeof WIDTHS;
const THEMES = ['light', 'dark'] as const;
type View = 'code' | 'dataFlow' | 'timeline' | 'events' | 'table' | 'output' | 'runs' | 'problems' | 'import' | 'share' | 'learn' | 'exercise' | 'mapRun';
/** These have one picture, in the theme that is named: what else they are made of stands in the others. */
const ONE_THEME: Partial<Record<View, 'light' | 'dark'>> = { output: 'dark', runs: 'light', problems: 'light', share: 'dark', learn: 'light', mapRun: 'dark' };
const DIALOGS: readonly View[] = ['import', 'share', 'learn'];

/** How a view is come to, from the first look or from the view before. */
const WAYS: Readonly<Record<View, (page: Playground, width: Width) => Promise<void>>> = {
  code: async (page) => {
    await page.pressNth('#narrow-tab-code', 0);
    // The editor goes to the selected state when it has been drawn.
    await page.settled();
    await page.until('the text is shown from its beginning', () => page.page.evaluate(() => {
      const scroller = document.querySelector('st-code-editor[data-part="definition"]')?.shadowRoot?.querySelector('.cm-scroller');
      if (scroller === null || scroller === undefined || scroller.querySelectorAll('.cm-line').length < 5) return false;
      const stood = scroller.scrollTop === 0;
      scroller.scrollTop = 0;
      return stood;
    }));
  },
  dataFlow: async (page) => {
    await page.pressNth('[data-testid="stage"][data-stage="afterParameters"] .stage-toggle', 0);
    await page.until('the stage is open', async () => (await page.count('.stage.open[data-stage="afterParameters"]')) === 1);
  },
  timeline: (page, width) => dock(page, width, 'timeline'),
  events: (page, width) => dock(page, width, 'events'),
  table: (page, width) => dock(page, width, 'table'),
  output: (page, width) => dock(page, width, 'output'),
  // When it ran differs from day to day; the picture's tolerance is wider than four digits.
  runs: (page, width) => dock(page, width, 'runs'),
  problems: (page, width) => dock(page, width, 'problems'),
  import: (page) => page.dialog('import'),
  // The code holds the address of the test's server, which is another every time.
  share: async (page) => {
    await page.dialog('share');
    await page.until('the link is there', async () => (await page.count('[data-testid="share-qr"]')) > 0);
    await page.page.evaluate(() => { for (const part of document.querySelectorAll<SVGElement>('[data-testid="share-qr"] > *')) part.style.visibility = 'hidden'; });
  },
  learn: async (page) => {
    await page.dialog('learn');
    await page.until('the exercises are listed', async () => (await page.count('[data-testid="exercise-row"]')) > 0);
  },
  mapRun: async (page) => {
    await page.pasteWorkflow(ORDERS, ORDERS_MOCKS, '[1,2,3,4]');
    await page.until('the Map is drawn', async () => (await page.drawnStates()).includes('Charge'));
    await page.run('succeeded');
    await page.choose('Charge');
    await page.press('show-map-run');
    await page.until('the children are counted', async () => (await page.count('[data-testid="map-run-child"]')) === 4);
  },
  exercise: async (page) => {
    await page.follow('#/x/A-01');
    await page.until('the exercise is open', async () => (await page.count('[data-testid="check"]')) > 0);
  },
};

async function dock(page: Playground, width: Width, tab: string): Promise<void> {
  if (width === 'phone') await page.pressNth('#narrow-tab-run', 0);
  await page.pressNth(`#dock-tab-${tab}`, 0);
  await page.until(`${tab} is shown`, async () => (await page.count(`#dock-panel-${tab}`)) === 1);
}

const PAGES: readonly { readonly width: Width; readonly lang: string; readonly views: readonly View[] }[] = [
  { width: 'desktop', lang: 'en', views: ['events', 'output', 'runs', 'problems', 'table', 'import', 'share', 'learn', 'mapRun', 'exercise'] },
  { width: 'tablet', lang: 'ja', views: ['code', 'table', 'import', 'exercise'] },
  { width: 'phone', lang: 'en', views: ['dataFlow', 'code', 'timeline', 'events', 'table', 'import', 'exercise'] },
];

inEveryBrowser('pictures', ({ open, name }) => {
  // One browser is enough to see what changed; the other draws letters of its own.
  it.skipIf(name !== 'chromium').each(PAGES)('$width', async ({ width, lang, views }) => {
    for (const folder of [FOLDER, NOW]) mkdirSync(folder, { recursive: true });
    const before = (page: Page): Promise<void> => page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    const page = await open({ ...WIDTHS[width], hash: `#/e/order-flow?theme=light&lang=${lang}`, before });
    await page.finished('succeeded');
    const differing: string[] = [];
    const look = async (view?: View): Promise<void> => {
      await page.settled();
      for (const theme of THEMES.filter((one) => view === undefined || (ONE_THEME[view] ?? one) === one)) {
        // Nothing moves with it: what is drawn next has the colours.
        await page.theme(theme);
        await page.frame();
        const picture = [width, theme, ...(view === undefined ? [] : [view])].join('-');
        const now = `${NOW}screen-${picture}.png`;
        writeFileSync(now, await page.page.screenshot({ type: 'png', optimizeForSpeed: true }));
        const committed = `${FOLDER}${picture}.webp`;
        if (process.env['UPDATE_SCREENS'] !== undefined) await keepSmall(page.page, now, committed);
        const share = await differingPixels(page.page, committed, now);
        if (share >= TOLERANCE) differing.push(`${picture}: ${(100 * share).toFixed(1)} % of the pixels, see ${now}`);
      }
      await page.theme('light');
    };
    await look();
    for (const view of views) {
      await WAYS[view](page, width);
      await look(view);
      if (DIALOGS.includes(view)) await page.closeDialog();
    }
    expect(differing).toEqual([]);
    expect(page.errors).toEqual([]);
  });
});

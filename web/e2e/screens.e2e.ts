/**
 * Pictures of the main views: three widths and both themes. They are written to `e2e/screenshots`; those that are
 * committed in `e2e/screens` are compared with a small tolerance. `UPDATE_SCREENS=1` takes the new ones.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Playground } from './playground.ts';
import { differingPixels } from './pictures.ts';
import { inEveryBrowser } from './suite.ts';

const FOLDER = fileURLToPath(new URL('./screens/', import.meta.url));
const NOW = fileURLToPath(new URL('./screenshots/', import.meta.url));
/** Share of pixels that may differ: letters are drawn a little differently from machine to machine. */
const TOLERANCE = 0.06;

interface Picture {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly hash: string;
  readonly act?: (page: Playground) => Promise<void>;
}

const DESKTOP = { width: 1440, height: 900 };
const TABLET = { width: 820, height: 1180 };
const PHONE = { width: 390, height: 844 };

const PICTURES: readonly Picture[] = [
  { name: 'desktop-light', size: DESKTOP, hash: '#/e/order-flow?theme=light&lang=en' },
  { name: 'desktop-dark', size: DESKTOP, hash: '#/e/order-flow?theme=dark&lang=en' },
  { name: 'tablet-light', size: TABLET, hash: '#/e/order-flow?theme=light&lang=en' },
  { name: 'tablet-dark', size: TABLET, hash: '#/e/order-flow?theme=dark&lang=en' },
  { name: 'phone-light', size: PHONE, hash: '#/e/order-flow?theme=light&lang=en' },
  { name: 'phone-dark', size: PHONE, hash: '#/e/order-flow?theme=dark&lang=ja' },
];

inEveryBrowser('pictures', ({ open, name }) => {
  // One browser is enough to see what changed; the other draws letters of its own.
  it.skipIf(name !== 'chromium').each(PICTURES)('$name', async (picture) => {
    const page = await open({ ...picture.size, hash: picture.hash });
    await page.finished('succeeded');
    await picture.act?.(page);
    await page.settled();
    for (const folder of [FOLDER, NOW]) mkdirSync(folder, { recursive: true });
    const bytes = await page.page.screenshot({ type: 'png' });
    const now = `${NOW}screen-${picture.name}.png`;
    writeFileSync(now, bytes);
    const committed = `${FOLDER}${picture.name}.png`;
    if (process.env['UPDATE_SCREENS'] !== undefined) copyFileSync(now, committed);
    if (!existsSync(committed)) return;
    const share = await differingPixels(page.page, committed, now);
    expect(share, `see ${now}`).toBeLessThan(TOLERANCE);
    expect(page.errors).toEqual([]);
  });
});

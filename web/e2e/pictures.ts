/** Compares two pictures inside the browser, which knows how to read and write them. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';

const dataUrl = (path: string): string => `data:image/${path.endsWith('.webp') ? 'webp' : 'png'};base64,${readFileSync(path).toString('base64')}`;

/** Share of pixels, 0 to 1, whose colour differs plainly; 1 when the sizes differ. */
export async function differingPixels(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate(
    async (first, second) => {
      const pixels = async (url: string): Promise<ImageData | undefined> => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d', { willReadFrequently: true });
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height);
      };
      const [left, right] = await Promise.all([pixels(first), pixels(second)]);
      if (left === undefined || right === undefined || left.width !== right.width || left.height !== right.height) return 1;
      let differing = 0;
      const [a, b] = [left.data, right.data];
      for (let at = 0; at < a.length; at += 4) {
        let by = 0;
        for (let channel = at; channel < at + 3; channel += 1) by = Math.max(by, Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)));
        if (by > 48) differing += 1;
      }
      return differing / (left.width * left.height);
    },
    dataUrl(one),
    dataUrl(other),
  );
}

/** Writes a PNG as a WebP of a fifth of its size, for keeping: what that loses lies far below what counts as different. */
export async function keepSmall(page: Page, png: string, webp: string): Promise<void> {
  const text = await page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.35);
  }, dataUrl(png));
  writeFileSync(webp, Buffer.from(text.replace(/^.*,/, ''), 'base64'));
}

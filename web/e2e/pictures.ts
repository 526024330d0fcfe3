/** Compares two pictures inside the browser, which knows how to read them. */
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';

/** Share of pixels, 0 to 1, whose colour differs plainly; 1 when the sizes differ. */
export async function differingPixels(page: Page, one: string, other: string): Promise<number> {
  const [a, b] = [one, other].map((path) => `data:image/png;base64,${readFileSync(path).toString('base64')}`);
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
      const [left, right] = [await pixels(first), await pixels(second)];
      if (left === undefined || right === undefined || left.width !== right.width || left.height !== right.height) return 1;
      let differing = 0;
      for (let at = 0; at < left.data.length; at += 4) {
        const by = [0, 1, 2].reduce((most, channel) => Math.max(most, Math.abs((left.data[at + channel] ?? 0) - (right.data[at + channel] ?? 0))), 0);
        if (by > 48) differing += 1;
      }
      return differing / (left.width * left.height);
    },
    a ?? '',
    b ?? '',
  );
}

/** Languages: chosen by the browser or by hand, switched live, and a layout that holds when texts are longer. */
import { expect, it } from 'vitest';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('languages', ({ open }) => {
  it('speaks the browser’s language, and another at once when it is chosen', async () => {
    const page = await open({ language: 'ja-JP' });
    await page.finished('succeeded');
    await expect.poll(() => page.text('run')).toContain('実行');
    await expect.poll(() => page.attribute('html', 'lang')).toBe('ja');
    // Names and lines of the definition are English within the page of another language.
    await page.until('the editor has English lines', () => page.page.evaluate(() => document.querySelector('st-code-editor[data-part="definition"]')?.shadowRoot?.querySelector('.cm-line[lang=en]') instanceof HTMLElement));
    expect(await page.attribute('[data-testid="inspector-title"]', 'lang')).toBe('en');
    await page.command('한국어');
    await page.until('the page speaks Korean', async () => (await page.attribute('html', 'lang')) === 'ko');
    await page.until('every region does', async () => (await page.text('run')).includes('실행') && (await page.texts('#dock-tab-timeline')).join() === '타임라인');
    expect(await page.axe()).toEqual([]);
    await page.page.reload();
    await page.until('it is remembered', async () => (await page.attribute('html', 'lang')) === 'ko');
    expect(page.errors).toEqual([]);
  });

  it.each([{ width: 1440, height: 900 }, { width: 820, height: 1180 }, { width: 390, height: 844 }])('holds the layout of $width px with texts 40 % longer', async (size) => {
    const page = await open(size);
    await page.finished('succeeded');
    // Every text of a button, tab or label grows, as German or Finnish would.
    const outside = await page.page.evaluate(() => {
      for (const element of document.querySelectorAll('.header .btn, .tab, .pane-head .btn, .insp-foot .btn')) {
        for (const node of element.childNodes) {
          const words = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : '';
          if (words.length > 1) node.textContent = words + 'm'.repeat(Math.ceil(words.length * 0.4));
        }
      }
      const root = document.documentElement;
      const broken = [...document.querySelectorAll<HTMLElement>('.header .btn')].filter((button) => {
        const box = button.getBoundingClientRect();
        return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1 || button.scrollHeight > box.height + 6);
      });
      return { scrolls: root.scrollWidth > root.clientWidth, broken: broken.map((button) => button.textContent.trim()) };
    });
    expect(outside).toEqual({ scrolls: false, broken: [] });
  });
});

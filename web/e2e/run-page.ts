/** What a person does with a run, its views and its mocks: the only place of these suites that knows their test ids. */
import type { Playground } from './playground.ts';

export class RunPage {
  constructor(readonly on: Playground) {}

  /** Fills a field by its test id and tells the page, as typing does. */
  async type(testId: string, value: string): Promise<void> {
    await this.on.fill(`[data-testid="${testId}"]`, value);
  }

  /** What axe finds, in words. */
  async axe(): Promise<readonly string[]> {
    return (await this.on.axe()).map((violation) => `${violation.id}: ${violation.nodes.join(' ')}`);
  }

  /** An item of the menu beside Step. */
  async runMenu(item: string): Promise<void> {
    await this.on.press('run-menu');
    await this.on.press(item);
  }

  async pressIn(holder: string, testId: string): Promise<void> {
    await this.on.pressNth(`${holder} [data-testid="${testId}"]`, 0);
  }

  cursor(): Promise<number> {
    return this.on.text('cursor').then(Number);
  }

  async cursorMoves(act: () => Promise<void>): Promise<number> {
    const before = await this.cursor();
    await act();
    await this.on.until('the clock has moved', async () => (await this.cursor()) !== before);
    return this.cursor();
  }

  attribute(testId: string, name: string): Promise<string> {
    return this.on.page.evaluate((id, attribute) => document.querySelector(`[data-testid="${id}"]`)?.getAttribute(attribute) ?? '', testId, name);
  }

  /** Executions in the list: test case and status of each, the newest first. */
  async runs(): Promise<string[]> {
    await this.on.press('tab-runs');
    await this.on.until('the list is there', async () => (await this.on.count('[data-testid="run-row"]')) > 0);
    return this.on.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-testid="run-row"]')].map((row) => `${row.dataset['case'] ?? ''} ${row.dataset['status'] ?? ''}`.trim()));
  }

  /** Makes files that the page would hand to the person appear in the page's own list instead. */
  async catchFiles(): Promise<void> {
    await this.on.page.evaluate(() => {
      const kept: { name: string; blob: Blob }[] = [];
      const blobs = new Map<string, Blob>();
      const create = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob | MediaSource) => {
        const url = create(blob);
        if (blob instanceof Blob) blobs.set(url, blob);
        return url;
      };
      HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement): void {
        const blob = blobs.get(this.href);
        if (blob !== undefined) kept.push({ name: this.download, blob });
      };
      Object.assign(window, { kept });
    });
  }

  /** Name and beginning of the last file, once there are `count`. */
  async file(count: number): Promise<{ name: string; size: number; text: string }> {
    await this.on.until(`${count} files are written`, () => this.on.page.evaluate((n) => (window as unknown as { kept: unknown[] }).kept.length >= n, count));
    return this.on.page.evaluate(async () => {
      const { kept } = window as unknown as { kept: { name: string; blob: Blob }[] };
      const last = kept.at(-1);
      return { name: last?.name ?? '', size: last?.blob.size ?? 0, text: new TextDecoder('latin1').decode((await last?.blob.arrayBuffer()) ?? new ArrayBuffer(0)) };
    });
  }

  /** Drops the last file back onto the page. */
  async dropBack(): Promise<void> {
    await this.on.page.evaluate(() => {
      const { kept } = window as unknown as { kept: { name: string; blob: Blob }[] };
      const last = kept.at(-1);
      if (last === undefined) throw new Error('no file');
      const data = new DataTransfer();
      data.items.add(new File([last.blob], last.name));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
  }
}

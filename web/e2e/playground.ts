/** The page as a person handles it: the suite's only place that knows test ids and elements. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, KeyInput, Page } from 'puppeteer-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WAIT_MS = 20_000;

export type Part = 'definition' | 'input' | 'mocks';

export interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly string[];
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  /** Address behind the page's own. */
  readonly hash?: string;
  /** What the browser says it prefers. */
  readonly language?: string;
  /** Done with the empty page before it loads ours. */
  readonly before?: (page: Page) => Promise<void>;
}

export class Playground {
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  /** Opens the page in a context of its own. */
  static async open(browser: Browser, url: string, { width = 1440, height = 900, hash = '', language, before }: OpenOptions = {}): Promise<Playground> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const playground = new Playground(page, context);
    page.on('pageerror', (error) => playground.errors.push(error instanceof Error ? error.message : String(error)));
    await page.evaluateOnNewDocument(() => {
      const created: Worker[] = [];
      Object.assign(window, {
        workers: created,
        Worker: class extends Worker {
          constructor(url: string | URL, options?: WorkerOptions) {
            super(url, options);
            created.push(this);
          }
        },
      });
    });
    await page.setViewport({ width, height });
    if (language !== undefined) await page.evaluateOnNewDocument((wanted) => Object.defineProperty(navigator, 'languages', { value: [wanted] }), language);
    await before?.(page);
    await page.goto(`${url}${hash}`);
    return playground;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** Asks until the answer is true; fails with `what` after 20 s. */
  async until(what: string, ask: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + WAIT_MS;
    while (Date.now() < end) {
      if (await ask().catch(() => false)) return;
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve))).catch(() => undefined);
    }
    throw new Error(`waited in vain: ${what}; errors of the page: ${this.errors.join(' | ') || 'none'}`);
  }

  count(selector: string): Promise<number> {
    return this.page.evaluate((s) => document.querySelectorAll(s).length, selector);
  }

  text(testId: string): Promise<string> {
    return this.page.evaluate((id) => document.querySelector(`[data-testid="${id}"]`)?.textContent.replace(/\s+/g, ' ').trim() ?? '', testId);
  }

  attribute(selector: string, name: string): Promise<string | null> {
    return this.page.evaluate((s, n) => document.querySelector(s)?.getAttribute(n) ?? null, selector, name);
  }

  /** What stands in a field. */
  value(selector: string): Promise<string> {
    return this.page.evaluate((s) => {
      const field = document.querySelector(s);
      return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.value : '';
    }, selector);
  }

  async openExample(name: string): Promise<void> {
    await this.press('document');
    await this.press(`example-${name}`);
  }

  /** Takes a way out that a notice offers. */
  async pressNotice(id: string, words: string): Promise<void> {
    await this.page.evaluate((notice, label) => {
      const buttons = [...document.querySelectorAll<HTMLElement>(`[data-notice="${notice}"] button`)];
      buttons.find((button) => button.textContent.trim() === label)?.click();
    }, id, words);
  }

  async press(testId: string): Promise<void> {
    const selector = `[data-testid="${testId}"]`;
    await this.until(`${testId} is there`, async () => (await this.count(selector)) > 0);
    await this.page.evaluate((s) => document.querySelector<HTMLElement>(s)?.click(), selector);
  }

  /** The run has ended, in one of the given ways. */
  async finished(...statuses: string[]): Promise<void> {
    const selector = statuses.map((status) => `[data-testid="result-bar"][data-status="${status}"]`).join();
    await this.until(`the run has ${statuses.join(' or ')}`, async () => (await this.count(selector)) > 0);
  }

  statusOf(state: string): Promise<string> {
    return this.page.evaluate((name) => {
      const nodes = [...document.querySelectorAll<HTMLElement>('[data-testid="node"]')];
      return nodes.find((node) => node.dataset['state'] === name)?.dataset['status'] ?? '';
    }, state);
  }

  async stateIs(state: string, status: string): Promise<void> {
    await this.until(`${state} is ${status}`, async () => (await this.statusOf(state)) === status);
  }

  drawnStates(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="node"]')].map((node) => node.dataset['state'] ?? ''),
    );
  }

  async choose(state: string): Promise<void> {
    await this.page.evaluate((name) => {
      for (const node of document.querySelectorAll<HTMLElement>('[data-testid="node"]')) if (node.dataset['state'] === name) node.click();
    }, state);
    await this.until(`${state} is chosen`, async () => (await this.text('inspector-title')) === state);
  }

  /** Replaces a pane's text the way a paste does, with everything selected before. */
  async paste(part: Part, text: string): Promise<void> {
    await this.press(part === 'definition' ? 'tab-code' : `tab-${part}`);
    const ready = (): Promise<boolean> =>
      this.page.evaluate((p) => document.querySelector(`st-code-editor[data-part="${p}"]`)?.shadowRoot?.querySelector('.cm-content') !== null, part);
    await this.until(`the editor of ${part} is there`, ready);
    await this.page.evaluate((p) => {
      document.querySelector(`st-code-editor[data-part="${p}"]`)?.shadowRoot?.querySelector<HTMLElement>('.cm-content')?.focus();
    }, part);
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('a');
    await this.page.keyboard.up('Control');
    await this.page.evaluate(
      (p, value) => {
        const content = document.querySelector(`st-code-editor[data-part="${p}"]`)?.shadowRoot?.querySelector('.cm-content');
        // Firefox hands out no data of a clipboard event that a script made.
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'clipboardData', { value: { getData: (type: string) => (type === 'text/plain' ? value : ''), types: ['text/plain'] } });
        content?.dispatchEvent(event);
      },
      part,
      text,
    );
  }

  /** Presses the last key while the others are held. */
  async keys(...keys: KeyInput[]): Promise<void> {
    const last = keys.at(-1);
    const held = keys.slice(0, -1);
    for (const key of held) await this.page.keyboard.down(key);
    if (last !== undefined) await this.page.keyboard.press(last);
    for (const key of held.reverse()) await this.page.keyboard.up(key);
  }

  /** The text of a pane's editor. */
  editorText(part: Part): Promise<string> {
    return this.page.evaluate((p) => document.querySelector(`st-code-editor[data-part="${p}"]`)?.shadowRoot?.querySelector('.cm-content')?.textContent ?? '', part);
  }

  /** Opens a menu of the header, unless it is open. */
  async menu(testId: string): Promise<void> {
    if ((await this.attribute(`[data-testid="${testId}"]`, 'aria-expanded')) !== 'true') await this.press(testId);
  }

  /** Finds a command in the palette and takes it. */
  async command(words: string): Promise<void> {
    await this.keys('Control', 'k');
    await this.fill('[data-testid="palette-input"]', words);
    await this.until(`there is a command for ${words}`, async () => (await this.count('[data-testid="palette-item"]')) > 0);
    await this.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="palette-input"]')?.focus());
    await this.page.keyboard.press('Enter');
  }

  /** Another tab of the same browser, with the same storage. */
  async secondTab(url: string): Promise<Playground> {
    const page = await this.context.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    await page.goto(url);
    return new Playground(page, this.context);
  }

  /** Brings this tab before the others; a tab behind draws nothing. */
  async front(): Promise<void> {
    await this.page.bringToFront();
  }

  /** Pastes where no field has the focus. */
  async pasteOutside(text: string): Promise<void> {
    await this.page.evaluate((value) => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: { getData: () => value, files: [] } });
      document.body.dispatchEvent(event);
    }, text);
  }

  /** Drops files with these names and texts on the page. */
  async drop(...files: { name: string; text: string }[]): Promise<void> {
    await this.page.evaluate((given) => {
      const event = new DragEvent('drop', { bubbles: true, cancelable: true });
      const dropped = given.map(({ name, text }) => new File([text], name));
      Object.defineProperty(event, 'dataTransfer', { value: { files: dropped, types: ['Files'], getData: () => '' } });
      document.body.dispatchEvent(event);
    }, files);
  }

  /** Sets a field as typing does, and leaves it. */
  async fill(selector: string, value: string): Promise<void> {
    await this.until(`${selector} is there`, async () => (await this.count(selector)) > 0);
    await this.page.evaluate((s, text) => {
      const field = document.querySelector(s);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, selector, value);
  }

  /** Texts of all elements that a selector finds. */
  texts(selector: string): Promise<string[]> {
    return this.page.evaluate((s) => [...document.querySelectorAll(s)].map((element) => element.textContent.replace(/\s+/g, ' ').trim()), selector);
  }

  async pressNth(selector: string, at: number): Promise<void> {
    await this.until(`there are more than ${at} of ${selector}`, async () => (await this.count(selector)) > at);
    await this.page.evaluate((s, position) => document.querySelectorAll<HTMLElement>(s)[position]?.click(), selector, at);
  }

  /** The definition, the mocks and the input at once, as a new workflow. */
  async pasteWorkflow(definition: string, mocks = '{}', input = '{}'): Promise<void> {
    await this.paste('mocks', mocks);
    await this.paste('input', input);
    await this.paste('definition', definition);
  }

  /** Takes the first repair of an error. */
  async pressFix(): Promise<void> {
    await this.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="problem"][data-severity="error"] [data-testid="fix"]')?.click());
  }

  /** Shows the whole graph: only what is in sight is in the document. */
  async fit(): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('0');
    await this.page.keyboard.up('Control');
  }

  /** Lets the engine's worker fail as it does when its script dies. */
  async crashWorker(): Promise<void> {
    await this.page.evaluate(() => {
      const { workers } = window as unknown as { workers: Worker[] };
      workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    });
  }

  /** Moves the scrubber by keys from its focused slider. */
  async scrub(key: 'Home' | 'End' | 'ArrowLeft' | 'ArrowRight'): Promise<void> {
    await this.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="scrubber"]')?.focus());
    await this.page.keyboard.press(key);
  }

  /** Serious and critical findings of axe on what is shown now. */
  async axe(): Promise<Violation[]> {
    // A colour on its way to another one is no colour of ours.
    await this.page.evaluate(async () => {
      const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(ending.map((animation) => animation.finished));
    });
    await this.page.evaluate(`if (!window.axe) { ${axeSource} }`);
    const found = (await this.page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations
      .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
      .map((violation) => ({ id: violation.id, impact: violation.impact, nodes: violation.nodes.slice(0, 5).map((node) => node.html.slice(0, 200) + ' :: ' + (node.any[0]?.message ?? '')) })))`)) as Violation[];
    return found;
  }

  /** Follows an address within the page, as a link in it does. */
  async follow(hash: string): Promise<void> {
    await this.page.evaluate((to) => (window.location.hash = to), hash);
  }

  hash(): Promise<string> {
    return this.page.evaluate(() => window.location.hash);
  }

  async back(): Promise<void> {
    await this.page.evaluate(() => window.history.back());
  }

  async forward(): Promise<void> {
    await this.page.evaluate(() => window.history.forward());
  }

  /** Waits until what is in sight stands still: editor there, letters loaded, movements ended. */
  async settled(): Promise<void> {
    await this.until('the editor is there or out of sight', () =>
      this.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('st-code-editor')].every((editor) => editor.offsetParent === null || editor.shadowRoot?.querySelector('.cm-content') !== null)),
    );
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(ending.map((animation) => animation.finished));
      for (let frame = 0; frame < 10; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  }

  focusedTestId(): Promise<string> {
    return this.page.evaluate(() => (document.activeElement instanceof HTMLElement ? (document.activeElement.dataset['testid'] ?? document.activeElement.tagName) : ''));
  }
}

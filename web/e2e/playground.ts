/** The page as a person handles it: the suite's only place that knows test ids and elements. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Frame, KeyInput, Page } from 'puppeteer-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A slow machine is no reason to fail: what does come is waited for. */
export const WAIT_MS = 60_000;
/** Where a picture of the page is put when something was waited for in vain. */
const PICTURES = fileURLToPath(new URL('./screenshots/', import.meta.url));

/** What axe finds serious or critical in a page or a frame, once `settled` has come to pass. */
export async function axeFindings(target: Page | Frame, within = 'html', rules: readonly string[] = [], settled: () => Promise<unknown> = () => Promise.resolve()): Promise<Violation[]> {
  await target.evaluate(`if (!window.axe) { ${axeSource} }`);
  const options = JSON.stringify({ resultTypes: ['violations'], rules: { 'target-size': { enabled: rules.length === 0 } }, ...(rules.length === 0 ? {} : { runOnly: rules }) });
  for (let tries = 1; ; tries += 1) {
    await settled();
    // Signs in the drawing shrink with it; inspector and keys do the same (WCAG 2.5.8 calls that equivalent).
    const found = (await target.evaluate(`axe.run(${JSON.stringify(within)}, ${options}).then((result) => result.violations
      .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
      .map((violation) => ({ id: violation.id, impact: violation.impact, nodes: violation.nodes.filter((node) => violation.id !== 'target-size' || !document.querySelector(node.target[0])?.closest('.over')).slice(0, 5).map((node) => node.html.slice(0, 200) + ' :: ' + (node.any[0]?.message ?? '')) })).filter((violation) => violation.nodes.length > 0))`)) as Violation[];
    // What is drawn while axe looks belongs to no state of the page; what is wrong with one stays wrong.
    if (found.length === 0 || tries === 3) return found;
  }
}

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
  /** Does the page keep itself for the time without a network? It fetches all its files once more for that, half of what opening it costs. */
  readonly keeps?: boolean;
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
  static async open(browser: Browser, url: string, { width = 1440, height = 900, hash = '', language, keeps = false, before }: OpenOptions = {}): Promise<Playground> {
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
    if (!keeps) {
      await page.evaluateOnNewDocument(() => {
        if ('serviceWorker' in navigator) navigator.serviceWorker.register = () => Promise.reject(new Error('not in this test'));
      });
    }
    await page.setViewport({ width, height });
    if (language !== undefined) await page.evaluateOnNewDocument((wanted) => Object.defineProperty(navigator, 'languages', { value: [wanted] }), language);
    await before?.(page);
    await page.goto(`${url}${hash}`);
    return playground;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** Asks until the answer is true; fails with `what` after a minute, with a picture of what stood there instead. */
  async until(what: string, ask: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + WAIT_MS;
    let refusal = '';
    do {
      try {
        if (await ask()) return;
        refusal = '';
      } catch (error) {
        // The page may be on its way to another document.
        refusal = error instanceof Error ? error.message : String(error);
      }
      await this.frame();
    } while (Date.now() < end);
    const picture = await this.#picture(what);
    throw new Error([`waited in vain: ${what}`, `errors of the page: ${this.errors.join(' | ') || 'none'}`, refusal, picture].filter(Boolean).join('; '));
  }

  /** Lets the page draw once. A tab that lies behind draws nothing, and is not waited for. */
  async frame(): Promise<void> {
    const drawn = this.page.evaluate(() => new Promise<void>((resolve) => {
      requestAnimationFrame(() => resolve());
      setTimeout(resolve, 100);
    }));
    await drawn.catch(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }

  async #picture(what: string): Promise<string> {
    mkdirSync(PICTURES, { recursive: true });
    const path = `${PICTURES}in-vain-${what.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}-${Date.now()}.png`;
    return this.page.screenshot({ path }).then(() => `picture: ${path}`, () => '');
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

  /** Goes to a tab, through the menu of those that do not fit where it is in there. */
  async showTab(region: string, testId: string): Promise<void> {
    const selector = `${region} [data-testid="${testId}"]`;
    await this.until(`${region} has tabs`, async () => (await this.count(`${region} [role="tab"]`)) > 0);
    if ((await this.count(selector)) === 0) await this.pressNth(`${region} [data-testid="more-tabs"]`, 0);
    await this.pressNth(selector, 0);
  }

  /** Takes a way out that a notice offers. */
  async pressNotice(id: string, words: string): Promise<void> {
    await this.until(`${id} offers ${words}`, () =>
      this.page.evaluate((notice, label) => {
        const buttons = [...document.querySelectorAll<HTMLElement>(`[data-notice="${notice}"] button`)];
        const button = buttons.find((candidate) => candidate.textContent.trim() === label);
        // Afterwards, because the page may leave with it.
        if (button !== undefined) setTimeout(() => button.click());
        return button !== undefined;
      }, id, words),
    );
  }

  /** Presses what has a test id, once it is there. */
  press(testId: string): Promise<void> {
    return this.pressNth(`[data-testid="${testId}"]`, 0);
  }

  /** Presses the element at a place among those that a selector finds, once it is there and can be pressed. */
  async pressNth(selector: string, at: number): Promise<void> {
    await this.until(`${selector} can be pressed (number ${at})`, () =>
      this.page.evaluate((s, position) => {
        const element = document.querySelectorAll<HTMLElement>(s)[position];
        if (element === undefined || element.matches(':disabled')) return false;
        element.click();
        return true;
      }, selector, at),
    );
  }

  /** Number of the execution that the page shows; each one that is started has a higher one. */
  runNumber(): Promise<number> {
    return this.page.evaluate(() => (document.querySelector('st-app') as unknown as { app: { store: { state: { run: { number: number } } } } }).app.store.state.run.number);
  }

  /** Starts an execution and waits until it, not the one before, has come to one of these ends. */
  async run(...statuses: string[]): Promise<void> {
    const before = await this.runNumber();
    await this.until('it can be run', async () => (await this.attribute('[data-testid="run"]', 'aria-disabled')) === 'false');
    await this.press('run');
    await this.until('it is another execution', async () => (await this.runNumber()) > before);
    await this.finished(...statuses);
  }

  /** Everything known about the texts is about the texts as they are now. */
  async analyzed(): Promise<void> {
    await this.page.evaluate(() => (document.querySelector('st-app') as unknown as { app: { analyzer: { analyzeNow(): Promise<void> } } }).app.analyzer.analyzeNow());
    await this.frame();
  }

  /** The run has ended in one of the given ways, or in any when none is given. */
  async finished(...statuses: string[]): Promise<void> {
    const selector = statuses.map((status) => `[data-testid="result-bar"][data-status="${status}"]`).join() || '[data-testid="result-bar"]';
    await this.until(`the run has ${statuses.join(' or ') || 'come to an end or to a wait'}`, async () => (await this.count(selector)) > 0);
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
    await this.until(`${state} is drawn`, () =>
      this.page.evaluate((name) => {
        const node = [...document.querySelectorAll<HTMLElement>('[data-testid="node"]')].find((candidate) => candidate.dataset['state'] === name);
        node?.click();
        return node !== undefined;
      }, state),
    );
    await this.until(`${state} is chosen`, async () => (await this.text('inspector-title')) === state);
  }

  /** Replaces a pane's text the way a paste does, with everything selected before. */
  async paste(part: Part, text: string): Promise<void> {
    await this.showTab('st-editor-pane', `tab-${part === 'definition' ? 'code' : part}`);
    await this.until(`the editor of ${part} has the focus`, () =>
      this.page.evaluate((p) => {
        const inside = document.querySelector(`st-code-editor[data-part="${p}"]`)?.shadowRoot;
        const content = inside?.querySelector<HTMLElement>('.cm-content');
        content?.focus();
        return content !== undefined && content !== null && inside?.activeElement === content;
      }, part),
    );
    await this.keys('Control', 'a');
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
    await this.until(`the ${part} is what was pasted`, () =>
      this.page.evaluate((p, value) => document.querySelector<HTMLElement & { text: string }>(`st-code-editor[data-part="${p}"]`)?.text === value, part, text.replace(/\r\n?/g, '\n')),
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
    await this.until('the palette has the focus', async () => (await this.focusedTestId()) === 'palette-input');
    await this.fill('[data-testid="palette-input"]', words);
    await this.until(`there is a command for ${words}`, async () => (await this.texts('[data-testid="palette-item"][aria-selected="true"]')).some((item) => item.toLowerCase().includes(words.toLowerCase())));
    await this.page.keyboard.press('Enter');
    await this.until('the palette is gone', async () => (await this.count('[data-testid="palette"]')) === 0);
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
    await this.until(`${selector} can be filled in`, () =>
      this.page.evaluate((s, text) => {
        const field = document.querySelector(s);
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.disabled) return false;
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
      }, selector, value),
    );
  }

  /** Chooses in a list. */
  async select(testId: string, value: string): Promise<void> {
    await this.until(`${value} can be chosen in ${testId}`, () =>
      this.page.evaluate(
        (id, wanted) => {
          const field = document.querySelector<HTMLSelectElement>(`[data-testid="${id}"]`);
          if (field === null) return false;
          field.value = wanted;
          field.dispatchEvent(new Event('input', { bubbles: true }));
          field.dispatchEvent(new Event('change', { bubbles: true }));
          return true;
        },
        testId,
        value,
      ),
    );
  }

  /** Texts of all elements that a selector finds. */
  texts(selector: string): Promise<string[]> {
    return this.page.evaluate((s) => [...document.querySelectorAll(s)].map((element) => element.textContent.replace(/\s+/g, ' ').trim()), selector);
  }

  /** The definition, the mocks and the input at once, as a new workflow. */
  async pasteWorkflow(definition: string, mocks = '{}', input = '{}'): Promise<void> {
    await this.paste('mocks', mocks);
    await this.paste('input', input);
    await this.paste('definition', definition);
  }

  /** Takes the first repair of an error. */
  pressFix(): Promise<void> {
    return this.pressNth('[data-testid="problem"][data-severity="error"] [data-testid="fix"]', 0);
  }

  /** States in sight of whose middle a press hits something that lies over the graph. */
  unreachable(): Promise<string[]> {
    return this.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button.stop')].filter((stop) => {
      const { x, y, width, height } = stop.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      return hit !== null && hit.closest('st-graph') !== null && hit.closest('.over') === null;
    }).map((stop) => stop.dataset['state'] ?? ''));
  }

  /** Shows the whole graph: only what is in sight is in the document. */
  fit(): Promise<void> {
    return this.keys('Control', '0');
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
    await this.until('the scrubber has the focus', async () => {
      await this.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="scrubber"]')?.focus());
      return (await this.focusedTestId()) === 'scrubber';
    });
    await this.page.keyboard.press(key);
  }

  /**
   * Serious and critical findings of axe on what is shown when everything has come to rest: in the whole page, or
   * `within` an element; of all rules, or of some `rules`.
   */
  async axe(within = 'html', rules: readonly string[] = []): Promise<Violation[]> {
    return axeFindings(this.page, within, rules, () => this.settled());
  }

  /** Opens a dialog as the page's own code does. */
  async dialog(name: string, argument?: unknown): Promise<void> {
    await this.page.evaluate((overlay, given) => {
      const { app } = document.querySelector('st-app') as unknown as { app: { closeOverlay(): void; showOverlay(name: string, argument?: unknown): void } };
      app.closeOverlay();
      app.showOverlay(overlay, given);
    }, name, argument);
    await this.until(`the dialog ${name} is open`, async () => (await this.count('dialog[open]')) === 1);
  }

  /** Closes what lies over the page. */
  async closeDialog(): Promise<void> {
    await this.page.evaluate(() => (document.querySelector('st-app') as unknown as { app: { closeOverlay(): void } }).app.closeOverlay());
    await this.until('no dialog is open', async () => (await this.count('dialog[open]')) === 0);
  }

  /** Shows the page in a theme as an address does: it is not the person's choice, and stays when the page draws itself again. */
  async theme(theme: 'light' | 'dark'): Promise<void> {
    await this.page.evaluate((wanted) => {
      const { app } = document.querySelector('st-app') as unknown as { app: { store: { state: { shownAs: object }; update(change: object): void } } };
      app.store.update({ shownAs: { ...app.store.state.shownAs, theme: wanted } });
      document.documentElement.dataset['theme'] = wanted;
    }, theme);
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

  /** Waits until what is in sight stands still: editor there, letters loaded, movements ended, nothing changed for some frames. */
  async settled(): Promise<void> {
    await this.until('the editor is there or out of sight', () =>
      this.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('st-code-editor')].every((editor) => editor.offsetParent === null || editor.shadowRoot?.querySelector('.cm-content') !== null)),
    );
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      const frame = (): Promise<unknown> => new Promise((resolve) => { requestAnimationFrame(resolve); setTimeout(resolve, 200); });
      let changes = 0;
      const observer = new MutationObserver(() => { changes += 1; });
      const roots: Node[] = [document, ...[...document.querySelectorAll('st-code-editor')].flatMap((editor) => editor.shadowRoot ?? [])];
      for (const root of roots) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      // Something may move for ever; then it is looked at as it moves.
      for (let still = 0, frames = 0; still < 6 && frames < 120; frames += 1) {
        const before = changes;
        const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity && animation.playState === 'running');
        await Promise.allSettled(ending.map((animation) => animation.finished));
        await frame();
        still = changes > before || ending.length > 0 ? 0 : still + 1;
      }
      observer.disconnect();
    });
  }

  /** Draws a finger over the first element that a selector finds. */
  async swipe(selector: string, across: number, along: number): Promise<void> {
    await this.page.evaluate((s, dx, dy) => {
      const element = document.querySelector(s);
      const box = element?.getBoundingClientRect();
      if (element === null || box === undefined) throw new Error(`nothing to swipe at ${s}`);
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const finger = (type: string, part: number): boolean =>
        element.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: 'touch', pointerId: 7, isPrimary: true, clientX: x + dx * part, clientY: y + dy * part }));
      finger('pointerdown', 0);
      for (const part of [0.5, 1]) finger('pointermove', part);
      finger('pointerup', 1);
    }, selector, across, along);
    await this.frame();
  }

  focusedTestId(): Promise<string> {
    return this.page.evaluate(() => (document.activeElement instanceof HTMLElement ? (document.activeElement.dataset['testid'] ?? document.activeElement.tagName) : ''));
  }
}

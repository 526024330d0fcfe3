/** The definition's editor as a person handles it: pointer and keys, nothing of the editor's inside. */
import type { Playground } from './playground.ts';

const HOST = 'st-code-editor[data-part="definition"]';

export class DefinitionEditor {
  constructor(readonly playground: Playground) {}

  get #page(): Playground['page'] {
    return this.playground.page;
  }

  /** What is in sight of the text. */
  shown(): Promise<string> {
    return this.#page.evaluate((host) => [...(document.querySelector(host)?.shadowRoot?.querySelectorAll('.cm-line') ?? [])].map((line) => line.textContent).join('\n'), HOST);
  }

  /** The text of the first element, or nothing. */
  textOf(selector: string): Promise<string> {
    return this.#page.evaluate((host, wanted) => document.querySelector(host)?.shadowRoot?.querySelector(wanted)?.textContent.replace(/\s+/g, ' ').trim() ?? '', HOST, selector);
  }

  count(selector: string): Promise<number> {
    return this.#page.evaluate((host, wanted) => document.querySelector(host)?.shadowRoot?.querySelectorAll(wanted).length ?? 0, HOST, selector);
  }

  /** Middle of a word in sight, `behind` letters after its beginning, once it stands still. */
  async #place(word: string, behind: number): Promise<{ x: number; y: number }> {
    // What is known about the text may put rows between its lines.
    await this.playground.analyzed();
    await this.playground.settled();
    const find = (): Promise<{ x: number; y: number } | undefined> =>
      this.#page.evaluate((host, wanted, letters) => {
        const root = document.querySelector(host)?.shadowRoot;
        const frame = root?.querySelector('.cm-scroller')?.getBoundingClientRect();
        for (const line of root?.querySelectorAll('.cm-line') ?? []) {
          let at = line.textContent.indexOf(wanted);
          if (at < 0) continue;
          at += letters;
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const length = node.textContent?.length ?? 0;
            if (at < length) {
              const range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              const box = range.getBoundingClientRect();
              // The editor keeps some lines beyond the edge of its box.
              if (frame === undefined || box.top < frame.top || box.bottom > frame.bottom) break;
              return { x: box.left + 1, y: box.top + box.height / 2 };
            }
            at -= length;
          }
        }
        return undefined;
      }, HOST, word, behind);
    let place: { x: number; y: number } | undefined;
    await this.playground.until(`${word} is in sight and stands still`, async () => {
      const before = place;
      place = await find();
      return place !== undefined && place.x === before?.x && place.y === before.y;
    });
    return place ?? { x: 0, y: 0 };
  }

  /** Keys go to the text, or to a field that lies over it. */
  async #focused(): Promise<void> {
    await this.playground.until('the editor has the focus', () => this.#page.evaluate((host) => document.activeElement?.matches(host) ?? false, HOST));
  }

  async click(word: string, behind = 1): Promise<void> {
    const { x, y } = await this.#place(word, behind);
    await this.#page.mouse.click(x, y);
    await this.#focused();
  }

  async controlClick(word: string, behind = 1): Promise<void> {
    const { x, y } = await this.#place(word, behind);
    await this.#page.keyboard.down('Control');
    await this.#page.mouse.click(x, y);
    await this.#page.keyboard.up('Control');
  }

  async point(word: string, behind = 1): Promise<void> {
    const { x, y } = await this.#place(word, behind);
    await this.#page.mouse.move(x - 40, y);
    await this.#page.mouse.move(x + 2, y, { steps: 4 });
  }

  async keys(...names: Parameters<Playground['keys']>): Promise<void> {
    await this.#focused();
    await this.playground.keys(...names);
  }

  async type(text: string): Promise<void> {
    await this.#focused();
    await this.#page.keyboard.type(text);
  }

  /** Letters that come without a key: composed, dictated or chosen from a list. */
  async write(letters: string): Promise<void> {
    await this.#focused();
    await this.#page.keyboard.sendCharacter(letters);
  }

  /** Waits for a completion and takes it. */
  async complete(label: string): Promise<void> {
    await this.playground.until(`${label} is offered first`, async () => (await this.textOf('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) li[aria-selected] .cm-completionLabel')) === label);
    // Keys in the list count only once it has been there for a moment.
    const shown = Date.now();
    await this.playground.until('the list takes keys', () => Promise.resolve(Date.now() - shown > 150));
    await this.#page.keyboard.press('Enter');
    await this.playground.until('the list is gone', async () => !(await this.textOf('.cm-tooltip-autocomplete li[aria-selected] .cm-completionLabel')).startsWith(label));
  }
}

/** Links as other people make them, and what the page made of one. */
import type { SharedScene } from '../src/shared/protocol.ts';
import type { Playground } from './playground.ts';

interface Page {
  readonly app: {
    readonly client: { call(name: 'encodeShareLink', argument: { scene: SharedScene; options: { keepFormatting: boolean; replacePrivate: boolean } }): Promise<string> };
    readonly documents: { change(texts: { definition?: string; input?: string; mocks?: string }): void };
    readonly store: { readonly state: { readonly document: { definition: string; input: string; mocks: string; title: string }; readonly cursor: number; readonly selection: { readonly state?: string }; readonly run: { readonly length: number } } };
  };
}

/** The part of a link behind `#/w/`, as this page's own engine writes it, texts kept as they are. */
export function linkOf(page: Playground, scene: SharedScene): Promise<string> {
  return page.page.evaluate((given) => (document.querySelector('st-app') as unknown as Page).app.client.call('encodeShareLink', { scene: given, options: { keepFormatting: true, replacePrivate: false } }), scene);
}

/** Sets texts of the workflow at once, however long they are. */
export async function change(page: Playground, texts: { definition?: string; input?: string; mocks?: string }): Promise<void> {
  await page.page.evaluate((given) => (document.querySelector('st-app') as unknown as Page).app.documents.change(given), texts);
}

/** The workflow that the page holds, and what of it is shown. */
export function held(page: Playground): Promise<{ definition: string; input: string; mocks: string; title: string; cursor: number; selected: string; events: number }> {
  return page.page.evaluate(() => {
    const { document: work, cursor, selection, run } = (document.querySelector('st-app') as unknown as Page).app.store.state;
    return { definition: work.definition, input: work.input, mocks: work.mocks, title: work.title, cursor, selected: selection.state ?? '', events: run.length };
  });
}

/** Letters in an order that nothing can guess; always the same ones. */
export function noise(length: number): string {
  let seed = 1n;
  const letter = (): string => {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-'.charAt(Number(seed >> 58n));
  };
  return Array.from({ length }, letter).join('');
}

/** Links that nobody should have made, with the words that each ends in. `good` is one that can be read. */
export function badLinks(good: string, long: string): Readonly<Record<string, readonly [link: string, words: RegExp]>> {
  const flipped = (link: string, at: number): string => link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
  const forged = (bytes: readonly number[]): string => `1.${Buffer.from(bytes).toString('base64url')}`;
  const filler = [...Buffer.from(noise(1_000))];
  return {
    'one letter changed': [flipped(good, good.length >> 1), /damaged/],
    'cut off': [good.slice(0, good.length - 9), /damaged/],
    'foreign letters': ['1.%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E', /damaged/],
    'another tool’s': ['pako:eNpVkMFuwyAMhl8F-bRJfYEdJq1', /damaged/],
    'nothing but a version': ['1.', /damaged/],
    'a newer version': ['12.abcdef', /newer version.*format 12/],
    '1 KB that says it is 1 GB': [forged([0, 0, 0x80, 0x80, 0x80, 0x80, 4, ...filler]), /unfold to more/],
    'nothing but separators': [forged([0, 0, 0xff, 0xff, 3]), /damaged/],
    'as much work as may be, and damaged': [flipped(long, 2), /damaged/],
    'longer than any of ours': [`1.${'A'.repeat(400_000)}`, /unfold to more/],
  };
}

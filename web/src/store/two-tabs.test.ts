import { describe, expect, it } from 'vitest';
import { App } from './app.ts';
import type { AppState } from './state.ts';
import { EMPTY_DOCUMENT } from './state.ts';

/** A browser with two tabs: what one writes, the other hears of. */
class Browser {
  readonly items = new Map<string, string>();
  readonly tabs: App[] = [];
  #now = 1_000_000;
  /** No more is written under a key that holds this. */
  full: string | undefined;

  tab(): App {
    const own: { app?: App } = {};
    const storage = {
      getItem: (key: string) => this.items.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (this.full !== undefined && key.includes(this.full)) throw new DOMException('full', 'QuotaExceededError');
        this.items.set(key, value);
        for (const other of this.tabs) if (other !== own.app) other.documents.changedElsewhere(key);
      },
      removeItem: (key: string) => this.items.delete(key),
    };
    const app = new App({
      createWorker: () => ({ onmessage: null, onerror: null, postMessage: () => undefined, terminate: () => undefined }),
      storage,
      tab: `tab ${this.tabs.length}`,
      firstDocument: () => EMPTY_DOCUMENT,
      measureNames: () => ({}),
      touch: () => false,
      languages: () => ['en'],
      now: () => (this.#now += 1_000),
      nextFrame: () => undefined,
    });
    own.app = app;
    this.tabs.push(app);
    return app;
  }
}

const type = (app: App, definition: string): void => {
  app.documents.change({ definition });
  app.documents.saveNow();
};
const notices = (app: App): string[] => app.store.state.notices.map(({ id }) => id);
const act = (app: App, at: number): void => app.store.state.notices.find(({ id }) => id === 'otherTab')?.actions[at]?.act();
const text = (app: App): string => app.store.state.document.definition;
const kept = (app: App): string[] => app.documents.versions().map(({ definition }) => definition);

function twoTabs(): { browser: Browser; here: App; there: App } {
  const browser = new Browser();
  const here = browser.tab();
  type(here, 'first');
  return { browser, here, there: browser.tab() };
}

describe('two tabs', () => {
  it('gives the newer one the place and tells the older, which may show it and go back', () => {
    const { here, there } = twoTabs();
    expect(text(there)).toBe('first');
    type(there, 'newer');
    expect([text(here), notices(here), notices(there)]).toEqual(['first', ['otherTab'], []]);
    act(here, 0);
    expect([text(here), kept(here)]).toEqual(['newer', expect.arrayContaining(['first'])]);
    here.documents.undo();
    expect(text(here)).toBe('first');
  });

  it('lets the older one go on: it is the newer one then, and what the other had is a version', () => {
    const { browser, here, there } = twoTabs();
    type(there, 'newer');
    type(here, 'newest');
    expect([notices(there), kept(here)]).toEqual([['otherTab'], expect.arrayContaining(['newer', 'first'])]);
    expect(here.store.state.drafts.length).toBe(1);
    expect(text(browser.tab())).toBe('newest');
    // To and fro: each text is there once.
    for (let at = 0; at < 5; at += 1) type(at % 2 === 0 ? there : here, `text ${at}`);
    const all = kept(here);
    expect([new Set(all).size, all.length]).toEqual([all.length, all.length]);
    expect(all).toEqual(expect.arrayContaining(['first', 'newer', 'newest', 'text 1', 'text 2', 'text 3']));
  });

  it('keeps the older one as a copy when that is wanted', () => {
    const { here, there } = twoTabs();
    type(there, 'newer');
    act(here, 1);
    expect([text(here), notices(here)]).toEqual(['first', ['fork']]);
    expect(here.store.state.drafts.map(({ definition }) => definition).sort()).toEqual(['first', 'newer']);
    type(here, 'mine');
    expect([notices(there), text(there)]).toEqual([[], 'newer']);
  });

  it('says nothing while one types: that is saved in a moment and is the newer one', () => {
    const { here, there } = twoTabs();
    here.documents.change({ definition: 'half typed' });
    type(there, 'newer');
    expect(notices(here)).toEqual([]);
    here.documents.saveNow();
    expect([notices(there), kept(here)]).toEqual([['otherTab'], expect.arrayContaining(['newer'])]);
  });

  it('makes a copy where no version can be kept', () => {
    const { browser, here, there } = twoTabs();
    browser.full = 'versions';
    type(there, 'newer');
    type(here, 'mine');
    expect([notices(here).includes('fork'), here.store.state.drafts.map(({ definition }) => definition).sort()]).toEqual([true, ['mine', 'newer']]);
  });

  it('keeps test cases and settings with a version', () => {
    const { here, there } = twoTabs();
    const cases: AppState['document']['cases'] = [{ name: 'large', input: '{"n": 9}', mocks: '{}' }];
    there.documents.change({ cases, caseName: 'large' });
    there.documents.saveNow();
    type(here, 'newest');
    const theirs = here.documents.versions().find((version) => version.cases !== undefined);
    expect(theirs).toMatchObject({ definition: 'first', cases, caseName: 'large' });
    if (theirs !== undefined) here.documents.restore(theirs);
    expect(here.store.state.document).toMatchObject({ definition: 'first', cases });
  });
});

describe('a browser that keeps no more', () => {
  const add = (app: App, definition: string): void => {
    void app.documents.openNew({ ...EMPTY_DOCUMENT, definition });
  };
  const drafts = (app: App): string[] => app.store.state.drafts.map(({ definition }) => definition);

  it('does not lose what it refused to save, when another is opened and when another tab saves', () => {
    const { browser, here, there } = twoTabs();
    const told: string[] = [];
    here.documents.onUnkept = ({ definition }, gone) => told.push(`${definition}${gone ? ' is gone' : ''}`);
    const { id } = here.store.state.document;
    browser.full = 'workflow';
    type(here, 'second');
    expect([told, notices(here), [...here.documents.unsaved.keys()]]).toEqual([['second'], ['storage'], [id]]);
    add(here, 'other');
    expect(drafts(here).sort()).toEqual(['other', 'second']);
    browser.full = undefined;
    type(there, 'theirs');
    expect(drafts(here)).toContain('second');
    void here.documents.openDraft(id);
    expect(text(here)).toBe('second');
    // There is room again, but the place of the first is another tab's now.
    type(here, 'second, more');
    expect([here.documents.unsaved.size, notices(here).includes('storage')]).toEqual([0, false]);
    expect(kept(here)).toContain('theirs');
  });

  it('tells which workflow makes way for a twenty-first', () => {
    const browser = new Browser();
    const here = browser.tab();
    const told: string[] = [];
    here.documents.onUnkept = ({ definition }, gone) => told.push(`${definition}${gone ? ' is gone' : ''}`);
    for (let at = 1; at <= 22; at += 1) add(here, `number ${at}`);
    expect(told).toEqual(['number 1 is gone', 'number 2 is gone']);
  });
});

it('offers to load the page anew where a part of it cannot be fetched, once it can', () => {
  const here = new Browser().tab();
  const offered = (): number[] => here.store.state.notices.map(({ actions }) => actions.length);
  here.partFailed();
  expect(offered()).toEqual([0]);
  here.reload = () => undefined;
  here.partFailed();
  expect(offered()).toEqual([1]);
});

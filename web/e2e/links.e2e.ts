/** Links that are opened: the whole scene comes along, and one that is no good takes nothing away. */
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import { badLinks, held, linkOf, noise } from './links.ts';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('links from outside', ({ open }) => {
  it('bring definition, input, mocks, settings, the selected state and the moment of the run', async () => {
    const page = await open();
    await page.finished('succeeded');
    const scene = {
      title: 'Till', definition: CHARGE, input: '{\n  "amount": 7\n}', mocks: '{ "Charge": [{ "return": { "ok": 7 } }] }',
      config: '{"type":"EXPRESS"}', testCases: '{"cases":[{"name":"one","input":"{}","mocks":"{}"}],"chosen":"one"}', state: 'Ship', cursor: 5,
    };
    const other = await open({ hash: `#/w/${await linkOf(page, scene)}` });
    await other.until('all is there', async () => {
      const { events, ...there } = await held(other);
      return events > 5 && JSON.stringify(there) === JSON.stringify({ definition: scene.definition, input: scene.input, mocks: scene.mocks, title: 'Till', cursor: 5, selected: 'Ship' });
    });
    await other.until('the state is shown', async () => (await other.text('inspector-title')) === 'Ship');
    expect(await other.page.evaluate(() => (document.querySelector('st-app') as unknown as { app: { store: { state: { document: { config: { type: string }; caseName?: string } } } } }).app.store.state.document)).toMatchObject({ config: { type: 'EXPRESS' }, caseName: 'one' });
    expect([...page.errors, ...other.errors]).toEqual([]);
  });

  it('keep the draft that was open, with a way back to it', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    const link = await linkOf(page, { title: 'Theirs', definition: CHARGE.replaceAll('Ship', 'Send') });
    await page.follow(`#/w/${link}`);
    await page.until('the other is drawn', async () => (await page.drawnStates()).join() === 'Charge,Send');
    await page.pressNotice('shared', 'Switch back');
    await page.until('the draft is back', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    expect((await held(page)).definition).toBe(CHARGE);
    expect(page.errors).toEqual([]);
  });

  it('say why they cannot be read, and leave the work as it is', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    const good = await linkOf(page, { definition: CHARGE });
    const long = await linkOf(page, { definition: noise(60_000) });
    for (const [kind, [link, words]] of Object.entries(badLinks(good, long))) {
      await page.follow(`#/w/${link}`);
      await page.until(`${kind}: the notice says why`, async () => (await page.texts('[data-notice="link"]')).some((text) => words.test(text)));
      expect((await held(page)).definition, kind).toBe(CHARGE);
      await page.pressNth('[data-notice="link"] > .btn', 0);
      await page.until('the notice is gone', async () => (await page.count('[data-notice="link"]')) === 0);
    }
    expect(page.errors).toEqual([]);
  });

  it('are shown raw, or left for an empty page', async () => {
    const page = await open({ hash: '#/w/1.AAAA' });
    await page.pressNotice('link', 'Show raw data');
    await page.until('the letters are shown', async () => (await page.texts('dialog[open]')).some((text) => text.includes('1.AAAA')) || (await page.value('dialog[open] textarea')).includes('1.AAAA'));
    await page.closeDialog();
    await page.follow('#/w/1.AAAB');
    await page.pressNotice('link', 'Start fresh');
    await page.until('nothing is in the editor', async () => (await held(page)).definition.trim() === '');
    expect(page.errors).toEqual([]);
  });
});

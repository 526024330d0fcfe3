/** The page as a whole: from a paste to a failing state, by keyboard only, and whatever is thrown at it. */
import { expect, it } from 'vitest';
import type { OpenOptions, Playground } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const CHARGE = JSON.stringify(
  {
    StartAt: 'Charge',
    States: {
      Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'charge' }, Next: 'Shp' },
      Ship: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'ship' }, End: true },
    },
  },
  null,
  2,
);
const DECLINED = JSON.stringify({ Charge: [{ throw: { error: 'CardDeclined', cause: 'The card has expired.' }, after: 1 }] });

/** It never ends: nothing ever sets `done`. */
const LOOP = JSON.stringify({
  StartAt: 'CheckStatus',
  States: {
    CheckStatus: { Type: 'Choice', Choices: [{ Variable: '$$.Execution.Name', StringEquals: 'nobody', Next: 'Done' }], Default: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 1, Next: 'CheckStatus' },
    Done: { Type: 'Succeed' },
  },
});

inEveryBrowser('the playground', (suite) => {
  const open = async (options?: OpenOptions): Promise<Playground> => {
    const page = await suite.open(options);
    await page.finished('succeeded');
    return page;
  };

  it('opens with an example that has already run', async () => {
    const page = await open();
    await expect.poll(() => page.statusOf('ProcessPayment')).toBe('succeeded');
    await expect.poll(() => page.statusOf('OrderFailed')).toBe('notStarted');
    await expect.poll(() => page.text('inspector-title')).toBe('ProcessPayment');
    await expect.poll(() => page.count('[data-testid="timeline-row"]')).toBeGreaterThan(4);
    expect(page.errors).toEqual([]);
  });

  it('goes from a paste over problems and a fix to a run whose failing state is found by scrubbing', async () => {
    const page = await open();
    await page.pasteWorkflow(CHARGE, DECLINED);
    await page.press('tab-problems');
    await page.until('there is a fix', async () => (await page.count('[data-testid="problem"][data-severity="error"] [data-testid="fix"]')) > 0);
    await page.pressFix();
    await page.until('the text is valid', async () => (await page.count('[data-testid="problem"][data-severity="error"]')) === 0);
    await page.run('failed');
    await expect.poll(() => page.text('result-bar')).toContain('CardDeclined');
    await page.stateIs('Charge', 'failed');
    await page.stateIs('Ship', 'notStarted');
    await page.scrub('Home');
    await page.stateIs('Charge', 'notStarted');
    await page.scrub('ArrowRight');
    await page.scrub('ArrowRight');
    await page.stateIs('Charge', 'inProgress');
    await page.scrub('End');
    await page.stateIs('Charge', 'failed');
    await page.press('show-step');
    await page.until('the failing state is shown', async () => (await page.text('inspector-title')) === 'Charge');
    await page.paste('definition', ' ');
    await page.until('nothing of it is left with its text', async () => (await page.count('[data-testid="empty-import"]')) > 0 && (await page.count('[data-testid="result-bar"], [data-testid="inspector-title"]')) === 0);
    expect(page.errors).toEqual([]);
  });

  it('can be used with the keyboard only', async () => {
    const page = await open();
    await page.page.keyboard.press('F6');
    await page.page.keyboard.press('F6');
    await page.until('the graph has the focus', async () => (await page.focusedTestId()) === 'node');
    await page.page.keyboard.press('Home');
    await page.page.keyboard.press('Enter');
    await page.until('the first state is chosen', async () => (await page.text('inspector-title')) === 'ValidateOrder');
    await page.page.keyboard.press('ArrowRight');
    await page.page.keyboard.press('Enter');
    await page.until('its successor is chosen', async () => (await page.text('inspector-title')) === 'CheckInventory');
    await page.page.keyboard.press('F10');
    await page.until('a new run has begun', async () => (await page.text('cursor')) !== '70' && (await page.count('[data-testid="stop"]')) > 0);
    await page.page.keyboard.down('Control');
    await page.page.keyboard.press('Enter');
    await page.page.keyboard.up('Control');
    await page.finished('succeeded');
    await page.scrub('Home');
    await page.until('the clock stands at the start', async () => (await page.text('cursor')) === '0');
    await page.page.keyboard.press('?');
    await page.until('the keys are shown', async () => (await page.count('dialog[open][data-testid="keys"]')) > 0);
    await page.page.keyboard.press('Escape');
    await page.until('the keys are gone', async () => (await page.count('dialog[open]')) === 0);
    await page.until('the focus is where it was', async () => (await page.focusedTestId()) === 'scrubber');
    // A menu has the focus while it is open, goes when the focus goes on, and gives it back.
    await page.page.focus('[data-testid="cases"]');
    await page.page.keyboard.press('Enter');
    await page.until('the menu has the focus', async () => (await page.focusedTestId()) === 'add-case');
    await page.page.keyboard.press('Tab');
    await page.until('it has gone with the focus', async () => (await page.count('.menu')) === 0);
    await page.page.keyboard.press('Enter');
    await page.until('the next menu has the focus', async () => page.page.evaluate(() => document.activeElement?.matches('[role=menuitemradio]') ?? false));
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('ArrowUp');
    await page.page.keyboard.press('Enter');
    await page.until('the choice gives the focus back', async () => page.page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup') === 'true' && document.querySelector('.menu') === null));
    // What is closed by key leaves the focus at what is nearest.
    await page.until('what comes late is there', async () => page.page.evaluate(() => customElements.get('st-table') !== undefined));
    await page.page.focus('.insp-head button');
    await page.page.keyboard.press('Enter');
    await page.until('the graph has the focus again', async () => (await page.focusedTestId()) === 'node');
    expect(page.errors).toEqual([]);
  });

  it('has nothing serious for axe, in both themes and on a phone', async () => {
    const page = await open();
    expect(await page.axe()).toEqual([]);
    for (const tab of ['events', 'table', 'output', 'problems'] as const) {
      await page.press(`tab-${tab}`);
      expect(await page.axe(), tab).toEqual([]);
    }
    await page.press('theme');
    await page.press('theme');
    expect(await page.axe(), 'dark').toEqual([]);
    await page.paste('definition', CHARGE.slice(0, -3));
    await page.until('the problem is listed', async () => (await page.count('[data-testid="stale-notice"]')) > 0);
    expect(await page.axe(), 'broken text').toEqual([]);
    const phone = await open({ width: 390, height: 844 });
    expect(await phone.axe(), 'phone').toEqual([]);
  });

  it('waits for a task token and goes on with the answer', async () => {
    const page = await open();
    await page.press('document');
    await page.press('example-leave-request');
    await page.finished('waiting');
    await page.stateIs('AskManager', 'waiting');
    await page.press('send-success');
    await page.finished('succeeded');
    await page.stateIs('Approved', 'succeeded');
  });

  it('lights the caught path when a mock is made to fail', async () => {
    const page = await open();
    await page.choose('ProcessPayment');
    await page.showTab('st-inspector', 'tab-mock');
    await page.press('make-fail');
    await page.run('failed');
    await page.stateIs('ProcessPayment', 'caught');
    await page.stateIs('OrderFailed', 'failed');
  });

  it('loses nothing that was typed, also when the page is closed at once', async () => {
    const page = await open();
    await page.paste('definition', CHARGE);
    await page.until('it is saved', async () => (await page.count('[data-testid="save-state"][data-save="saved"]')) > 0);
    await page.page.reload();
    await page.until('the text is back', () =>
      page.page.evaluate(() => document.querySelector('st-code-editor[data-part="definition"]')?.shadowRoot?.querySelector('.cm-content')?.textContent.includes('"Shp"') === true),
    );
  });

  it('stays alive with 10,000 brackets, an endless loop, 10 MB of text and a dead worker', async () => {
    const page = await open();
    await page.paste('definition', '['.repeat(10_000));
    await page.until('the brackets are a problem', async () => (await page.text('stale-notice')).includes('problem'));
    await page.pasteWorkflow(LOOP);
    await page.until('the loop is valid', async () => (await page.count('[data-testid="stale-notice"]')) === 0);
    await page.run('failed');
    await expect.poll(() => page.text('result-bar')).toMatch(/25,000 events/);
    await page.crashWorker();
    await page.until('the page says that the engine was started anew', async () => (await page.count('[data-notice="engine"]')) > 0);
    await page.run('failed');
    const states = Array.from({ length: 50_000 }, (_, at) => `"S${at}":{"Type":"Pass","Comment":"${'x'.repeat(150)}","Next":"S${at + 1}"}`);
    await page.paste('definition', `{"StartAt":"S0","States":{\n${states.join(',\n')},\n"S50000":{"Type":"Succeed"}}}`);
    await page.until('the page says how large it is', async () => (await page.count('[data-notice="size"]')) > 0);
    await page.paste('definition', CHARGE.replace('Shp', 'Ship'));
    await page.until('the page goes on', async () => (await page.drawnStates()).join() === 'Charge,Ship');
  });
});

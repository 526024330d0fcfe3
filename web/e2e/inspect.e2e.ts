/** Issue points 5 and 6: the inspector, mocks as a form, timeline, events and log; 25,000 events within 16 ms. */
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import { RunPage } from './run-page.ts';
import { inEveryBrowser } from './suite.ts';

const LOOP = JSON.stringify({
  StartAt: 'Check',
  States: { Check: { Type: 'Choice', Choices: [{ Variable: '$$.Execution.Name', StringEquals: 'nobody', Next: 'Done' }], Default: 'Wait' }, Wait: { Type: 'Wait', Seconds: 1, Next: 'Check' }, Done: { Type: 'Succeed' } },
});

inEveryBrowser('looking into a run', ({ name, open }) => {
  it('tries another field of a state and puts it into the definition', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.press('what-if-begin');
    await run.type('what-if-field', '$.paid');
    await page.until('the stage is another', async () => (await page.text('data-flow')).includes('"paid"'));
    expect(await run.axe()).toEqual([]);
    await page.press('what-if-apply');
    await page.until('it is in the text', async () => (await page.editorText('definition')).includes('"$.paid"'));
    expect(page.errors).toEqual([]);
  });

  it('tests a state alone, and makes the answer a mock', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.press('test-state');
    await page.until('it is tested', async () => (await run.attribute('test-answer', 'data-status')) === 'SUCCEEDED');
    await page.until('the stages are shown', async () => (await page.count('[data-testid="test-stages"] details')) > 3);
    await page.press('level-INFO');
    await page.until('INFO tells less', async () => (await page.count('[data-testid="test-stages"]')) === 0);
    await page.press('test-error');
    await page.until('the error is caught or retried', async () => /CAUGHT_ERROR|RETRIABLE/.test(await run.attribute('test-answer', 'data-status')));
    expect(await run.axe()).toEqual([]);
    await page.press('test-to-mock');
    await page.until('the dialog is closed', async () => (await page.count('[data-testid="test-dialog"]')) === 0);
    await page.run('failed');
    await page.stateIs('ProcessPayment', 'caught');
    expect(page.errors).toEqual([]);
  });

  it('evaluates expressions against what the state saw', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.press('bench');
    await run.type('bench-input-text', '$.customer.name');
    await page.until('the path gives a name', async () => (await page.text('bench-value')).includes('Mina Sato'));
    await page.press('bench-jsonata');
    await run.type('bench-input-text', '$count($states.input.items)');
    await page.until('JSONata counts', async () => (await page.text('bench-value')) === '3');
    await page.press('bench-intrinsic');
    await run.type('bench-input-text', "States.Format('{}!', $.orderId)");
    await page.until('the function formats', async () => (await page.text('bench-value')).includes('A-1042!'));
    await run.type('bench-input-text', 'States.Nothing(');
    await page.until('it says what is wrong', async () => (await page.text('bench-error')) !== '');
    expect(await run.axe()).toEqual([]);
    expect(page.errors).toEqual([]);
  });

  it('opens the bench with the data of a state that has only just been chosen', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.page.evaluate(() => {
      // Pressed in the very moment in which the state is shown: the engine cannot have answered yet.
      const shown = new MutationObserver(() => {
        if (document.querySelector('[data-testid="inspector-title"]')?.textContent.trim() !== 'ReserveStock') return;
        shown.disconnect();
        document.querySelector<HTMLElement>('[data-testid="bench"]')?.click();
      });
      shown.observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.choose('ReserveStock');
    await run.type('bench-input-text', '$.orderId');
    await page.until('the path gives what the state saw', async () => (await page.text('bench-value')).includes('A-1042'));
    expect(page.errors).toEqual([]);
  });

  it('edits mocks as a form, and records them from a run', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.pasteWorkflow(CHARGE);
    await page.press('tab-mocks');
    await page.pressNth('[data-testid="add-mock"][data-state="Charge"]', 0);
    await page.press('mocks-form');
    await page.until('the state is in the form', async () => (await page.count('[data-testid="mock-state"][data-state="Charge"]')) === 1);
    await run.type('mock-result', '{"charged": 1.50}');
    await page.until('it is in the text', async () => (await page.editorText('mocks')).includes('1.50'));
    await page.press('kind-never');
    await page.until('it never answers', async () => (await page.editorText('mocks')).includes('"never"'));
    expect(await run.axe()).toEqual([]);
    await page.press('kind-throw');
    await page.run('failed');
    await page.press('mocks-json');
    await page.paste('mocks', '{}');
    await page.run('succeeded');
    await page.press('record-mocks');
    await page.until('both answers are recorded', async () => /"Charge"[^]*"Ship"/.test(await page.editorText('mocks')));
    expect(page.errors).toEqual([]);
  });

  it('filters events, shows the log, zooms the timeline', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.press('timeline-state');
    await page.until('a part is shown', async () => (await page.text('timeline-range')).includes('–'));
    await page.press('timeline-all');
    await page.press('tab-events');
    await page.until('the events are there', async () => (await page.count('[data-testid="event-row"]')) > 3);
    const heightOfRow = (): Promise<number> => page.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="event-row"]')?.offsetHeight ?? 0);
    expect(await heightOfRow()).toBe(32);
    await page.command('Compact');
    await page.until('rows are lower', async () => (await heightOfRow()) === 24);
    await page.page.focus('[data-testid="events-list"]');
    await page.keys('Control', 'f');
    expect(await page.focusedTestId()).toBe('events-filter');
    await page.select('events-group', 'failures');
    await page.until('only failures are left', async () => (await page.count('[data-testid="event-row"]')) === 2);
    await page.pressNth('[data-testid="event-row"]', 0);
    await page.press('previous-event');
    await page.until('the clock stands at the one before', async () => (await run.cursor()) === 17);
    await page.press('follow');
    await page.scrub('Home');
    await page.scrub('ArrowRight');
    await page.scrub('ArrowRight');
    await page.until('the selection has followed', async () => (await page.text('inspector-title')) === 'ValidateOrder');
    await page.press('show-log');
    await page.press('log-ERROR');
    await page.until('two errors are logged', async () => (await page.count('[data-testid="log-row"]')) === 2);
    expect(await run.axe()).toEqual([]);
    await page.press('log-OFF');
    await page.until('nothing is logged', async () => (await page.count('[data-testid="log-row"]')) === 0);
    expect(page.errors).toEqual([]);
  });

  it('scrubs through 25,000 events', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteWorkflow(LOOP);
    await page.run('failed');
    const scrub = (): Promise<{ mean: number; worst: number }> =>
      page.page.evaluate(async () => {
        const { app } = document.querySelector('st-app') as unknown as { app: { seek(cursor: number): void } };
        const frames: number[] = [];
        for (let k = 0; k < 60; k += 1) {
          const begun = performance.now();
          app.seek((k * 7_919) % 25_000);
          // The work of a scrub: all elements have drawn when two turns are over.
          await new Promise((resolve) => setTimeout(resolve));
          await Promise.all([...document.querySelectorAll('*')].filter((element) => 'updateComplete' in element).map((element) => (element as unknown as { updateComplete: Promise<unknown> }).updateComplete));
          frames.push(performance.now() - begun);
        }
        return { mean: frames.reduce((sum, ms) => sum + ms, 0) / frames.length, worst: Math.max(...frames) };
      });
    for (const tab of ['timeline', 'events', 'table'] as const) {
      await page.press(`tab-${tab}`);
      const { mean, worst } = await scrub();
      console.log(`${name}: scrubbing 25,000 events beside ${tab} takes ${mean.toFixed(1)} ms, at most ${worst.toFixed(1)} ms`);
      await expect.poll(() => page.count(`.dock-body [role="listitem"], .dock-body [role="option"], .dock-body tr`)).toBeLessThan(200);
    }
    expect(page.errors).toEqual([]);
  });
});

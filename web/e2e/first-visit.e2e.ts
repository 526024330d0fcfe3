/** What only a first visit sees, and what comes out of a printer. */
import { expect, it } from 'vitest';
import { inEveryBrowser } from './suite.ts';

const TERRAFORM = 'resource "aws_sfn_state_machine" "pay" {\n  definition = jsonencode({\n    StartAt = "Pay"\n    States = {\n      Pay = { Type = "Task", Resource = aws_lambda_function.pay.arn, End = true }\n    }\n  })\n}\n';

inEveryBrowser('a first visit', ({ open }) => {
  it('is shown three things, once', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.until('the first hint is there', async () => (await page.attribute('[data-testid="callout"]', 'data-hint')) === 'run');
    expect(await page.axe()).toEqual([]);
    expect(await page.count('st-callouts')).toBe(1);
    await page.press('callout-next');
    await page.until('the scrubber is next', async () => (await page.attribute('[data-testid="callout"]', 'data-hint')) === 'scrub');
    await page.scrub('ArrowLeft');
    await page.until('who did it needs not be told', async () => (await page.attribute('[data-testid="callout"]', 'data-hint')) === 'share');
    await page.press('callout-close');
    await page.until('they are gone', async () => (await page.count('st-callouts')) === 0);
    const kept = await page.page.evaluate(() => Object.keys(window.localStorage).some((key) => window.localStorage.getItem(key)?.includes('"hintsSeen":["run","scrub","share"]') === true));
    expect(kept).toBe(true);
    expect(page.errors).toEqual([]);
  });

  it('prints the drawing and a table of all visits', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.until('printing is prepared', async () => (await page.count('.print-sheet')) === 1);
    await page.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.count('.print-sheet figure svg text')).toBeGreaterThan(8);
    expect(await page.count('.print-sheet tbody tr')).toBeGreaterThan(8);
    await page.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await page.count('.print-sheet *')).toBe(0);
    expect(page.errors).toEqual([]);
  });

  it('opens what Terraform writes as JSON itself', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteOutside(TERRAFORM);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Pay');
    await page.run('succeeded');
    expect(page.errors).toEqual([]);
  });
});

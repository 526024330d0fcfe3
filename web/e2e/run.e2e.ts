/** Issue point 4: stepping, breakpoints, redrive, test cases, older runs side by side, tokens, workers, the log. */
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import { RunPage } from './run-page.ts';
import { inEveryBrowser } from './suite.ts';

const DECLINED = JSON.stringify({ Ship: [{ throw: { error: 'NoCarrier', cause: 'none is free' } }] });
const ACTIVITY = JSON.stringify({
  StartAt: 'Approve',
  States: { Approve: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:123456789012:activity:approve', End: true } },
});

inEveryBrowser('running', ({ open }) => {
  it('steps over, into and back, and stops at a breakpoint', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.press('reset');
    await page.until('there is no run', async () => (await run.cursor()) === 0);
    await page.keys('F10');
    await page.stateIs('ValidateOrder', 'inProgress');
    await run.cursorMoves(() => page.keys('F10'));
    await page.stateIs('CheckInventory', 'inProgress');
    await run.cursorMoves(() => page.keys('Shift', 'F11'));
    await page.stateIs('CheckInventory', 'notStarted');
    await run.cursorMoves(() => page.keys('F11'));
    await page.stateIs('CheckInventory', 'inProgress');
    await page.choose('FulfilOrder');
    await run.runMenu('run-to');
    await page.stateIs('FulfilOrder', 'inProgress');
    await expect.poll(() => page.statusOf('ReserveStock')).toBe('notStarted');
    await run.cursorMoves(() => page.keys('F10'));
    await page.stateIs('FulfilOrder', 'succeeded');
    await expect.poll(() => page.statusOf('ReserveStock')).toBe('succeeded');
    await page.press('reset');
    await page.choose('ProcessPayment');
    await page.keys('F9');
    await page.press('run');
    await page.stateIs('ProcessPayment', 'inProgress');
    await expect.poll(() => page.text('result-bar')).toContain('ProcessPayment');
    await page.press('run');
    await page.finished('succeeded');
    expect(page.errors).toEqual([]);
  });

  it('redrives a failed execution with other mocks, and compares it with the one before', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.pasteWorkflow(CHARGE, DECLINED);
    await page.run('failed');
    await page.paste('mocks', '{}');
    await page.press('redrive-link');
    await page.finished('succeeded');
    await page.stateIs('Ship', 'succeeded');
    await page.run('succeeded');
    await expect.poll(async () => (await run.runs()).slice(0, 2)).toEqual(['succeeded', 'succeeded']);
    await page.pressNth('[data-testid="run-row"] .check', 0);
    await page.pressNth('[data-testid="run-row"] .check', 1);
    await page.press('compare');
    await page.until('they are compared', async () => Number(await run.attribute('comparison', 'data-first')) > 1);
    expect(await run.axe()).toEqual([]);
    await page.press('compare-back');
    await page.pressNth('[data-testid="open-run"]', 1);
    await page.until('the redriven one is shown again', async () => (await run.attribute('run-row', 'class')) === '');
    expect(page.errors).toEqual([]);
  });

  it('keeps test cases and runs them all', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.pasteWorkflow(CHARGE);
    const add = async (name: string): Promise<void> => {
      await page.press('cases');
      await page.press('add-case');
      await run.type('case-name', name);
      await page.press('case-done');
      await page.until('the menu is closed', async () => (await page.count('[data-testid="cases-menu"]')) === 0);
    };
    await add('Good');
    await add('No carrier');
    await page.paste('mocks', DECLINED);
    await page.press('cases');
    await page.until('there are two', async () => (await page.count('[data-testid="case"]')) === 2);
    await page.press('run-all-cases');
    await page.until('both have run', async () => (await page.count('[data-testid="run-row"]')) >= 3);
    await expect.poll(async () => (await run.runs()).slice(0, 2).sort()).toEqual(['Good succeeded', 'No carrier failed']);
    await page.press('cases');
    await page.pressNth('[data-testid="case"][data-case="Good"]', 0);
    await page.until('its mocks are in the pane', async () => !(await page.editorText('mocks')).includes('NoCarrier'));
    expect(page.errors).toEqual([]);
  });

  it('answers a token, with the lines that would do it for real', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.openExample('leave-request');
    await page.finished('waiting');
    await expect.poll(() => page.text('answer-lines')).toContain('send_task_success');
    await page.press('line-cli');
    await page.until('the command is shown', async () => (await page.text('answer-lines')).includes('aws stepfunctions send-task-success'));
    await run.type('token-output', 'not json');
    await page.press('send-success');
    await page.until('it says what is wrong', async () => (await page.text('answer-problem')).includes('Invalid Output'));
    await page.press('answer-heartbeat');
    await page.press('send-heartbeat');
    // The line that says how the run stands has the answers too, and so has the list of who waits.
    await expect.poll(() => page.text('result-bar')).toMatch(/waiting for a task token since .* Send success/);
    await page.press('result-heartbeat');
    await page.pressNth('.dock [data-testid="tab-output"]', 0);
    await page.press('pending-heartbeat');
    await page.press('answer-failure');
    await page.press('send-failure');
    await page.finished('succeeded', 'failed');
    await page.stateIs('TellRejected', 'succeeded');
    expect(page.errors).toEqual([]);
  });

  it('plays an activity worker', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.pasteWorkflow(ACTIVITY);
    await page.run('waiting');
    await page.choose('Approve');
    await page.press('get-task');
    await run.type('token-output', '{"ok": true}');
    await page.press('send-success');
    await page.finished('succeeded');
    await page.pressNth('.dock [data-testid="tab-output"]', 0);
    await page.until('the output is the answer', async () => (await page.text('output')).includes('"ok": true'));
    expect(page.errors).toEqual([]);
  });
});

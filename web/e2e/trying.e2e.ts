/** Issue point 5: what if, of values and in YAML; expressions put into nested states. */
import { expect, it } from 'vitest';
import { RunPage } from './run-page.ts';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('trying', ({ open }) => {
  it('tries another result of a task, and makes it the mock', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.pressNth('[data-testid="stage"][data-stage="result"] .stage-toggle', 0);
    await page.pressNth('[data-testid="stage"][data-stage="result"] [data-testid="what-if-begin"]', 0);
    await run.type('what-if-field', '{"Payload":{"chargeId":"other","status":"held"}}');
    await page.pressNth('[data-testid="stage"][data-stage="afterResultPath"] .stage-toggle', 0);
    await page.until('what follows is another', async () => (await page.text('data-flow')).includes('"held"'));
    await page.press('what-if-apply');
    await page.press('tab-mocks');
    await page.until('it is among the mocks', async () => (await page.editorText('mocks')).includes('"held"'));
    // What buttons far from here do is found by name, too.
    await page.command('Test state: ProcessPayment');
    await page.until('the state can be tested', async () => (await page.count('[data-testid="test-answer"]')) === 1);
    await page.keys('Escape');
    await page.command('Workflow type: Express');
    await page.until('it is an Express workflow', async () => (await page.texts('.header button')).includes('Express'));
    await page.command('Record from the run');
    await page.until('the mocks are recorded', async () => (await page.editorText('mocks')).includes('ExecutedVersion'));
    expect(page.errors).toEqual([]);
  });

  it('changes a field of YAML and keeps its comments, and puts an expression deep into a nested state', async () => {
    const page = await open();
    const run = new RunPage(page);
    await page.finished('succeeded');
    await page.paste('definition', 'StartAt: Both\nStates:\n  Both: # two ways\n    Type: Parallel\n    Branches:\n      - StartAt: Deep\n        States:\n          Deep:\n            Type: Pass\n            Parameters:\n              id.$: $.orderId # which\n            End: true\n    End: true\n');
    await page.until('it is drawn', async () => (await page.drawnStates()).includes('Deep'));
    await page.run('succeeded');
    await page.choose('Deep');
    await page.command('Try an expression: Deep');
    await run.type('bench-input-text', '$.total');
    await page.until('the deeper member is offered', async () => (await page.texts('[data-testid="bench-field"] option')).includes('Parameters.id.$'));
    await page.select('bench-field', 'Parameters.id.$');
    await page.press('bench-insert');
    await page.until('it is in the text', async () => (await page.editorText('definition')).includes('id.$: "$.total" # which'));
    expect(await page.editorText('definition')).toContain('# two ways');
    expect(page.errors).toEqual([]);
  });

  it('shows variables at the moment of the clock, and settings that stand in the definition', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Assign: { 'who.$': '$.customer.name' }, Next: 'B' }, B: { Type: 'Pass', End: true } } }, null, 2));
    await page.run('succeeded');
    await page.showTab('#region-code', 'tab-variables');
    await page.until('the variable is shown', async () => (await page.text('variable')).includes('Mina Sato'));
    await page.scrub('Home');
    await page.until('it is not set yet', async () => !(await page.text('variable')).includes('Mina Sato'));
    await page.showTab('#region-code', 'tab-config');
    await page.fill('[data-testid="config-timeout"]', '90');
    await page.showTab('#region-code', 'tab-code');
    await page.until('it is in the text', async () => (await page.editorText('definition')).includes('"TimeoutSeconds": 90'));
    expect(page.errors).toEqual([]);
  });

  it('has everything of a run on a phone', async () => {
    const page = await open({ width: 390, height: 844 });
    const run = new RunPage(page);
    await page.until('the run is there', async () => (await page.count('[data-testid="node"]')) > 3);
    await page.press('run-menu');
    await page.press('step-back');
    await page.press('tab-exercise');
    await page.press('learn');
    await page.until('the exercises are there', async () => (await page.count('[data-testid="exercise-row"]')) > 8);
    await page.page.keyboard.press('Escape');
    await page.press('tab-run');
    await run.pressIn('#region-dock', 'more-tabs');
    await page.press('tab-problems');
    await page.until('the problems are shown', async () => (await page.count('#dock-panel-problems')) === 1);
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // A finger on the timeline goes from state to state, and the scrubber with it; one that scrolls the list does not.
    await run.pressIn('#region-dock', 'tab-timeline');
    await page.until('the timeline is shown', async () => (await page.count('[data-testid="timeline-row"]')) > 3);
    const cursors = [await run.cursor()];
    for (const [across, along] of [[-30, 4], [-80, 4], [30, 4], [4, 90]] as const) {
      await page.swipe('[data-testid="timeline-row"] .tl-axis', across, along);
      cursors.push(await run.cursor());
    }
    const [end = 0, one = 0, three = 0, back = 0, scrolled = 0] = cursors;
    expect(one, String(cursors)).toBeLessThan(end);
    expect(three, String(cursors)).toBeLessThan(one - 1);
    expect(back, String(cursors)).toBeGreaterThan(three);
    expect(scrolled, String(cursors)).toBe(back);
    // At 400 % zoom of a desktop the sheet begins as a handle, and the graph is in sight above it.
    await page.page.setViewport({ width: 320, height: 256 });
    await page.press('tab-graph');
    await page.until('the graph is in sight', () => page.page.evaluate(() => {
      const graph = document.querySelector('#region-graph')?.getBoundingClientRect();
      const sheet = document.querySelector('#region-inspector')?.getBoundingClientRect();
      return graph !== undefined && sheet !== undefined && Math.min(graph.bottom, sheet.top) - graph.top > 70;
    }));
    await page.pressNth('.grip', 0);
    await page.until('the sheet can be scrolled to its end', () => page.page.evaluate(() => {
      const sheet = document.querySelector('#region-inspector');
      sheet?.scrollTo(0, sheet.scrollHeight);
      const [foot, box] = [sheet?.querySelector('.insp-foot')?.getBoundingClientRect(), sheet?.getBoundingClientRect()];
      return foot !== undefined && box !== undefined && foot.bottom <= box.bottom + 1;
    }));
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(page.errors).toEqual([]);
  });
});

/** The editor's help: completion, hover, signature, go to state, renaming, fixes, format, YAML. */
import { expect, it } from 'vitest';
import { DefinitionEditor } from './editor.ts';
import { type Playground } from './playground.ts';
import { RunPage } from './run-page.ts';
import { inEveryBrowser } from './suite.ts';

const MACHINE = JSON.stringify(
  {
    StartAt: 'Charge',
    States: {
      Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f', 'Payload.$': '$.order' }, Next: 'Ship' },
      Ship: { Type: 'Pass', End: true },
    },
  },
  null,
  2,
);
const MOCKS = '{"Ship": [], "Charge": [{"return": {"Payload": 1.0}}]}';
const YAML = 'StartAt: A # begins here\nStates:\n    A:\n        Type: Pass\n        Next: B\n    B: &b\n        Type: Succeed\n';

inEveryBrowser('the editor', ({ open }) => {
  const edit = async (text = MACHINE, options: Parameters<typeof open>[0] = {}): Promise<{ page: Playground; editor: DefinitionEditor }> => {
    const page = await open(options);
    await page.finished('succeeded');
    await page.pasteWorkflow(text, MOCKS);
    const editor = new DefinitionEditor(page);
    await page.until('the text is there', async () => (await editor.shown()).includes('StartAt'));
    return { page, editor };
  };

  it('completes fields, states and functions, and shows what they are for', async () => {
    const { page, editor } = await edit();
    await editor.click('"Ship"', 2);
    await editor.keys('Home');
    await editor.keys('Enter');
    await editor.keys('ArrowUp');
    await editor.type('"Timeout');
    await page.until('there is help beside the list', async () => (await editor.textOf('.cm-completionInfo')).includes('States.Timeout'));
    await editor.complete('TimeoutSeconds');
    await editor.type('30');
    await page.until('the field is in the text', async () => (await editor.shown()).includes('"TimeoutSeconds": 30,'));
    await editor.click('$.order', 1);
    await editor.keys('End');
    await editor.keys('ArrowLeft');
    for (let letter = 0; letter < '$.order'.length; letter += 1) await editor.keys('Backspace');
    await editor.type('States.Form');
    await editor.complete('States.Format');
    await page.until('its parameters are shown', async () => (await editor.textOf('.cm-signature b')) === 'template');
    await editor.type("'{}', $");
    await page.until('the second one is marked', async () => (await editor.textOf('.cm-signature b')) === 'values…');
    await editor.keys('Escape');
    expect(page.errors).toEqual([]);
  });

  it('completes the name of a state', async () => {
    const { page, editor } = await edit(MACHINE.replace('"Next": "Ship"', '"Next": ""'));
    await editor.click('"Next": ""', 8);
    await editor.keys('ArrowRight');
    await editor.keys('Control', ' ');
    await editor.complete('Ship');
    await page.until('the name is in the text', async () => (await editor.shown()).includes('"Next": "Ship"'));
  });

  it('says what is under the pointer, and at the caret by key', async () => {
    const { page, editor } = await edit();
    await editor.click('lambda:invoke', 3);
    await editor.keys('Shift', 'F1');
    await page.until('the integration is explained', async () => (await editor.textOf('.cm-help:not(.cm-help-problem)')).includes('Needs FunctionName'));
    await page.until('it is gone', async () => {
      // The pointer rests on the word: its own help may come after the first press.
      await editor.keys('Escape');
      return (await editor.count('.cm-help')) === 0;
    });
    await editor.point('"Resource"', 3);
    await page.until('the field is explained', async () => (await editor.textOf('.cm-help:not(.cm-help-problem)')).includes('The ARN of what to call'));
  });

  it('renames a state everywhere, in the mocks too, and goes to it', async () => {
    const { page, editor } = await edit();
    await editor.click('"Charge"', 3);
    await editor.keys('F2');
    await page.until('the new name is asked for', async () => (await editor.count('.cm-rename input')) === 1);
    await editor.type('Ship');
    await editor.keys('Enter');
    await page.until('a name that is taken is refused', async () => (await editor.textOf('.cm-rename-refused')).includes('Ship'));
    await editor.keys('Control', 'a');
    await editor.type('Take the money');
    await editor.keys('Enter');
    await page.until('both places have it', async () => (await editor.shown()).split('"Take the money"').length === 3);
    await page.until('the graph has it', async () => (await page.drawnStates()).includes('Take the money'));
    await page.press('tab-mocks');
    await page.until('the mocks have it', async () => page.page.evaluate(() =>
      document.querySelector('st-code-editor[data-part="mocks"]')?.shadowRoot?.textContent.includes('{"Ship": [], "Take the money": [{"return": {"Payload": 1.0}}]}') ?? false));
    await page.press('tab-code');
    await editor.controlClick('"Next": "Ship"', 10);
    await page.until('its definition is selected', async () => (await page.text('inspector-title')) === 'Ship');
    expect(page.errors).toEqual([]);
  });

  it('offers fixes by key and beside the words of a problem', async () => {
    const { page, editor } = await edit(MACHINE.replace('"Next": "Ship"', '"Next": "Shp"'));
    await page.until('the problem stands in the text', async () => (await editor.count('.cm-problem-error')) > 0);
    await editor.click('"Shp"', 2);
    await editor.keys('Control', '.');
    await page.until('a fix is offered', async () => (await editor.textOf('.cm-fixes button')).includes('Ship'));
    await page.until('it has the focus', async () => page.page.evaluate(() => document.querySelector('st-code-editor[data-part="definition"]')?.shadowRoot?.activeElement?.matches('.cm-fixes button') ?? false));
    await editor.keys('Enter');
    await page.until('the text is mended', async () => (await editor.shown()).includes('"Next": "Ship"'));
    await page.until('no problem is left', async () => (await editor.count('.cm-problem-error')) === 0);
  });

  it('reads, formats, renames and converts YAML, keeping comments and anchors', async () => {
    const { page, editor } = await edit(YAML);
    await page.until('the graph is drawn', async () => (await page.drawnStates()).join() === 'A,B');
    await page.press('written-as');
    await page.press('format');
    await page.until('the indentation is even', async () => (await editor.shown()).includes('States:\n  A:\n    Type: Pass\n    Next: B\n  B: &b\n    Type: Succeed'));
    await editor.click('B: &b', 0);
    await editor.keys('F2');
    await page.until('the new name is asked for', async () => (await editor.count('.cm-rename input')) === 1);
    await editor.type('Done');
    await editor.keys('Enter');
    await page.until('both places have it', async () => (await editor.shown()).includes('Next: Done\n  Done: &b'));
    await expect.poll(() => editor.shown()).toContain('StartAt: A # begins here');
    await page.press('written-as');
    await page.press('write-as');
    await page.until('it is JSON', async () => (await editor.shown()).startsWith('{\n  "StartAt": "A",'));
    await page.until('it can be YAML again', async () => (await page.text('written-as')) === 'JSON');
    await editor.click('"StartAt"', 0);
    await editor.keys('Home');
    await editor.type('// begins here\n');
    const run = new RunPage(page);
    await run.catchFiles();
    await page.command('Download the definition as YAML');
    const yaml = await run.file(1);
    expect([yaml.name, yaml.text.slice(0, 29)]).toEqual(['order-flow.asl.yaml', '# begins here\nStartAt: A\nStat']);
    await page.press('written-as');
    await page.press('write-as');
    await page.until('it is YAML, comment and all', async () => (await editor.shown()).startsWith('# begins here\nStartAt: A'));
    await page.command('Download the definition as JSON');
    const json = await run.file(2);
    expect([json.name, json.text.slice(0, 18)]).toEqual(['order-flow.asl.json', '{\n  "StartAt": "A"']);
    await page.paste('definition', 'StartAt: A\nStates: [');
    await page.command('Download the definition as JSON');
    await page.pressNotice('download', 'Download the definition as YAML');
    expect(await run.file(3)).toMatchObject({ name: 'order-flow.asl.yaml', text: 'StartAt: A\nStates: [' });
    expect(page.errors).toEqual([]);
  });

  it('takes letters over what is selected and those that no key writes, and lets go of the keyboard after Esc', async () => {
    const { page, editor } = await edit();
    await editor.click('"Type": "Task"', 1);
    await editor.keys('Home');
    await editor.keys('Shift', 'ArrowDown');
    await editor.keys('Shift', 'ArrowDown');
    await editor.type('xy');
    await page.until('both lines are gone', async () => /"Charge": \{\n +xy"Parameters"/.test(await editor.shown()));
    await editor.write('日');
    await page.until('what was composed stands there', async () => (await editor.shown()).includes('xy日'));
    await editor.click('"StartAt"', 3);
    await editor.keys('Escape');
    await editor.keys('Tab');
    await expect.poll(() => page.page.evaluate(() => document.activeElement?.tagName)).not.toBe('ST-CODE-EDITOR');
    await expect.poll(() => editor.shown()).toContain('{\n  "StartAt"');
    await editor.click('"StartAt"', 3);
    await editor.keys('Control', 'm');
    await page.until('the foot says that Tab moves', async () => (await editor.textOf('.cm-tab-sign')).includes('Tab moves the focus.'));
    // Esc, then Tab must not turn it off after its two seconds.
    await editor.keys('Escape');
    await editor.keys('Control', 'm');
    await page.until('it is off', async () => (await editor.count('.cm-tab-sign')) === 0);
  });

  it('speaks the language of the page', async () => {
    const { page, editor } = await edit(MACHINE, { language: 'ja' });
    await editor.point('"Resource"', 3);
    await page.until('the field is explained', async () => (await editor.textOf('.cm-help:not(.cm-help-problem)')).includes('呼び出す対象の ARN'));
  });
});

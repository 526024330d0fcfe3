/** Opening and importing: whatever text holds a workflow. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import { inEveryBrowser } from './suite.ts';

const NOTES = fileURLToPath(new URL('../../../shared/seeds/', import.meta.url));
const notes = existsSync(NOTES) ? readdirSync(NOTES).filter((file) => file.endsWith('.txt')).sort() : [];
if (notes.length === 0) console.log('corpus not found, the raw notes are skipped');

const TEMPLATE = `Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Pay
        States:
          Pay: { Type: Task, Resource: "\${PayFunction}", End: true }
  Bills:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {"StartAt": "Bill", "States": {"Bill": {"Type": "Pass", "End": true}}}
`;

const SAM = `Resources:
  Payments:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: flows/pay.asl.json
      DefinitionSubstitutions:
        Put: !Sub arn:\${AWS::Partition}:states:::dynamodb:putItem
        Limit: 5
`;

const HISTORY = JSON.stringify({
  events: [
    { id: 1, previousEventId: 0, timestamp: '2026-01-01T10:00:00Z', type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
    { id: 2, previousEventId: 1, timestamp: '2026-01-01T10:00:01Z', type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Charge', input: '{"amount": 5}' } },
    { id: 3, previousEventId: 2, timestamp: '2026-01-01T10:00:01Z', type: 'TaskScheduled', taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke' } },
    { id: 4, previousEventId: 3, timestamp: '2026-01-01T10:00:09Z', type: 'TaskFailed', taskFailedEventDetails: { error: 'Card.Declined', cause: 'no' } },
    { id: 5, previousEventId: 4, timestamp: '2026-01-01T10:00:09Z', type: 'ExecutionFailed', executionFailedEventDetails: { error: 'Card.Declined', cause: 'no' } },
  ],
});

inEveryBrowser('opening and importing', ({ open }) => {
  it.skipIf(notes.length === 0)('lists the workflows of every raw note; each is drawn and runs', async () => {
    const page = await open();
    await page.finished('succeeded');
    for (const note of notes) {
      const text = readFileSync(NOTES + note, 'utf8');
      for (let at = 0; ; at += 1) {
        await page.drop({ name: note, text });
        await page.until('the note is opened, or its list shown', async () => (await page.count('[data-testid="import"][open]')) > 0 || (await page.text('document')).includes(note.replace('.txt', '')));
        if ((await page.count('[data-testid="import"][open]')) === 0) break;
        if ((await page.count('[data-testid="import-nothing"]')) > 0) {
          expect(note).toMatch(/^004/);
          expect(await page.axe()).toEqual([]);
          await page.page.keyboard.press('Escape');
          await page.until('the dialog is gone', async () => (await page.count('dialog[open]')) === 0);
          break;
        }
        const rows = await page.count('[data-testid="import-row"]');
        if (at === 0) expect(await page.axe(), note).toEqual([]);
        await page.pressNth('[data-testid="import-row"]', at);
        await page.until('it is drawn', async () => (await page.count('[data-testid="node"]')) > 0 && (await page.count('dialog[open]')) === 0);
        await page.run('succeeded', 'waiting');
        if (at + 1 >= rows) break;
      }
    }
    expect(page.errors).toEqual([]);
  });

  it('lets choose among the machines of a template, and fills its placeholders', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteOutside(TEMPLATE);
    await page.until('both are listed', async () => (await page.count('[data-testid="import-row"]')) === 2);
    await page.pressNth('[data-testid="import-row"]', 0);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Pay');
    await page.showTab('#region-code', 'tab-config');
    await page.fill('[data-testid="placeholder"]', 'arn:aws:lambda:us-east-1:123456789012:function:pay');
    await page.run('succeeded');
    // What a template leaves to another file is asked for, and gets its name and values from it.
    await page.drop({ name: 'template.yaml', text: SAM }, { name: 'photo.bin', text: '\0\0' });
    await page.until('the other file is named', async () => (await page.text('import-elsewhere')).includes('flows/pay.asl.json'));
    await page.page.keyboard.press('Escape');
    await page.drop({ name: 'pay.asl.json', text: '{"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Resource": "${Put}", "TimeoutSeconds": ${Limit}, "End": true}}}' });
    await page.until('it has the name that the template gives', async () => (await page.text('document')).includes('Payments'));
    await page.run('succeeded');
    await page.showTab('#region-code', 'tab-config');
    await page.until('the template’s values are there', async () => (await page.value('[data-testid="placeholder"]')) === 'arn:aws:states:::dynamodb:putItem');
    expect(page.errors).toEqual([]);
  });

  it('replays a history on the graph without the engine', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteOutside(CHARGE);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    await page.pasteOutside(HISTORY);
    await page.finished('failed');
    await page.stateIs('Charge', 'failed');
    await page.stateIs('Ship', 'notStarted');
    await expect.poll(() => page.text('result-bar')).toContain('Card.Declined');
    await page.scrub('Home');
    await page.stateIs('Charge', 'notStarted');
    await page.run('succeeded');
    expect(page.errors).toEqual([]);
  });

  it('finds while one types in the dialog, and says kindly when there is nothing', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.press('document');
    await page.press('import-open');
    await page.until('one can type at once', async () => (await page.focusedTestId()) === 'import-text');
    await page.fill('[data-testid="import-text"]', 'Only a note about workflows.');
    await page.until('it says so', async () => (await page.count('[data-testid="import-nothing"]')) > 0);
    await page.fill('[data-testid="import-text"]', '{"Type": "Pass", "Next": "Later"}');
    await page.until('the fragment is offered', async () => (await page.count('[data-testid="import-row"][data-shape="state"]')) === 1);
    await page.pressNth('[data-testid="import-row"]', 0);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'PassState,Later');
    // What is broken is opened to be mended, not refused.
    await page.pasteOutside('{"StartAt": "Half", "States": {"Half": {"Type": "Pass", "Next": "Gone"},');
    await page.until('the half is drawn', async () => (await page.drawnStates()).includes('Half'));
    expect(await page.text('document')).toBe('Untitled');
    // What comes without an input begins with one that its states can read, and goes on with it.
    const reads = (path: string): string => `{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.${path}", "End": true}}}`;
    await page.pasteOutside(reads('order.id'));
    await page.finished('succeeded');
    await page.paste('definition', reads('customer.email'));
    await page.run('succeeded');
    await page.showTab('st-editor-pane', 'tab-input');
    await page.until('the input says that it is a sample', async () => (await page.attribute('[data-testid="input-head"]', 'data-sign')) === 'sample');
    await page.until('it is made of what is read', async () => (await page.editorText('input')).includes('person1@example.com'));
    // One step back is the definition before, with its sample.
    await page.keys('Control', 'z');
    await page.until('both are as before', async () => (await page.attribute('#region-code [data-testid="tab-code"]', 'aria-selected')) === 'true' && (await page.editorText('definition')).includes('$.order.id'));
    await page.showTab('st-editor-pane', 'tab-input');
    await page.until('the sample before is there', async () => (await page.editorText('input')).includes('order-1') && (await page.attribute('[data-testid="input-head"]', 'data-sign')) === 'sample');
    // Without one, the failure leads to it, and to a sample.
    await page.paste('input', '{}');
    await page.showTab('st-editor-pane', 'tab-code');
    await page.run('failed');
    await page.press('change-input');
    await page.until('the input is shown', async () => (await page.attribute('#region-code [data-testid="tab-input"]', 'aria-selected')) === 'true');
    expect(await page.attribute('[data-testid="input-head"]', 'data-sign')).toBe('own');
    await page.press('run-with-sample');
    await page.finished('succeeded');
    expect(page.errors).toEqual([]);
  });

  it('opens a whole workflow with its mocks, and helps where it fails', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteOutside(JSON.stringify({ stepthrough: 1, title: 'Kept', definition: CHARGE, mocks: '{ "Ship": [{ "throw": { "error": "NoCarrier" } }] }' }));
    await page.finished('failed');
    expect(await page.text('result-bar')).toContain('NoCarrier');
    await page.press('add-catch');
    await page.until('the Catch is drawn', async () => (await page.drawnStates()).includes('Handle Ship error'));
    await page.run('succeeded');
    await page.stateIs('Ship', 'caught');
    await page.pasteOutside(JSON.stringify({ StateMachines: { Flow: { TestCases: { Sent: { Ship: 'OK' } } } }, MockedResponses: { OK: { 0: { Return: { sent: true } } } } }));
    await page.until('the test case of the file is chosen', async () => (await page.text('cases')).includes('Sent'));
    expect(page.errors).toEqual([]);
  });
});

/** Keeping work: undo across panes, versions, names, two tabs, a storage that is full, a crash. */
import { expect, it } from 'vitest';
import { CHARGE } from './definitions.ts';
import { inEveryBrowser } from './suite.ts';

inEveryBrowser('keeping work', ({ open, server }) => {
  it('takes changes back across panes, and brings them again', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    await page.paste('input', '{"amount": 7}');
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    await page.keys('Control', 'z');
    await page.until('the input is as before', async () => !(await page.editorText('input')).includes('amount": 7'));
    await page.keys('Control', 'z');
    await page.until('the first workflow is back', async () => (await page.drawnStates()).includes('ProcessPayment'));
    await page.keys('Control', 'y');
    await page.keys('Control', 'Shift', 'z');
    await page.until('both are there again', async () => (await page.drawnStates()).join() === 'Charge,Ship' && (await page.editorText('input')).includes('amount": 7'));
    expect(page.errors).toEqual([]);
  });

  it('shows the ways to begin when the text is emptied, and the drawing again when it is back', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    await page.keys('Control', 'a');
    await page.keys('Backspace');
    await page.until('the ways to begin are shown', async () => (await page.count('[data-testid="empty-import"]')) === 1);
    expect(await page.drawnStates()).toEqual([]);
    await page.keys('Control', 'z');
    await page.until('the drawing is back', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    expect(page.errors).toEqual([]);
  });

  it('keeps versions and brings one back', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    await page.keys('Control', 's');
    await page.paste('definition', CHARGE.replaceAll('Ship', 'Send'));
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Charge,Send');
    await page.keys('Control', 's');
    await page.command('versions');
    await page.until('there are two', async () => (await page.count('[data-testid="version"]')) === 2);
    expect(await page.axe()).toEqual([]);
    await page.press('restore');
    await page.until('the older one is back', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    expect(page.errors).toEqual([]);
  });

  it('keeps several workflows by name, and removes one with a way back', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.pasteOutside(CHARGE);
    await page.until('it is drawn', async () => (await page.drawnStates()).join() === 'Charge,Ship');
    await page.press('document');
    await page.fill('[data-testid="rename"]', 'Till');
    await page.until('it has its name', async () => (await page.text('document')) === 'Till');
    await page.until('it is saved', async () => (await page.count('[data-testid="save-state"][data-save="saved"]')) > 0);
    await page.pasteOutside(CHARGE.replaceAll('Ship', 'Send'));
    await page.until('the other is drawn', async () => (await page.drawnStates()).join() === 'Charge,Send');
    await page.menu('document');
    await page.until('the first is in the list', async () => (await page.texts('[data-testid="draft"]')).includes('Till'));
    await page.press('remove');
    await page.until('it is gone', async () => !(await page.texts('[data-testid="draft"]')).includes('Till'));
    await page.pressNotice('removed', 'Undo');
    await page.until('it is back', async () => (await page.texts('[data-testid="draft"]')).includes('Till'));
  });

  it('gives the newer of two tabs the place, tells the older, and loses the work of neither', async () => {
    const page = await open();
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    await page.until('it is saved', async () => (await page.count('[data-testid="save-state"][data-save="saved"]')) > 0);
    const other = await page.secondTab(server().url);
    await other.until('the other tab shows it', async () => (await other.drawnStates()).join() === 'Charge,Ship');
    await other.paste('definition', CHARGE.replaceAll('Ship', 'Send'));
    await other.until('the other tab has saved', async () => (await other.count('[data-testid="save-state"][data-save="saved"]')) > 0 && (await other.drawnStates()).join() === 'Charge,Send');
    await page.front();
    await page.until('this tab is told', async () => (await page.count('[data-notice="otherTab"]')) > 0);
    // It goes on all the same: now it is the newer one, and the other tab is told.
    await page.paste('definition', CHARGE.replaceAll('Ship', 'Post'));
    await page.until('this tab has the place', async () => (await page.texts('[data-notice="otherTab"]')).join().includes('newer one now'));
    await page.pressNotice('otherTab', 'Versions…');
    await page.until('what the other had is a version', async () => (await page.count('[data-testid="version"]')) >= 2);
    await page.keys('Escape');
    await other.front();
    await other.until('the other tab is told, and has its own text still', async () => (await other.count('[data-notice="otherTab"]')) > 0 && (await other.drawnStates()).join() === 'Charge,Send');
    await other.pressNotice('otherTab', 'Show the newer one');
    await other.until('it shows the newer one', async () => (await other.drawnStates()).join() === 'Charge,Post');
    await other.keys('Control', 'z');
    await other.until('and has its own back', async () => (await other.drawnStates()).join() === 'Charge,Send');
    await page.front();
    await page.until('which is the newer one again', async () => (await page.texts('[data-notice="otherTab"]')).join().includes('older one'));
    await page.pressNotice('otherTab', 'Keep mine as a copy');
    await page.until('both are kept', async () => {
      await page.menu('document');
      return (await page.count('[data-testid="draft"]')) === 2;
    });
    expect([...page.errors, ...other.errors]).toEqual([]);
  });

  it('says so when the browser does not let it save', async () => {
    const page = await open({
      before: async (blank) => {
        await blank.evaluateOnNewDocument(() => {
          Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        });
      },
    });
    await page.finished('succeeded');
    await page.paste('definition', CHARGE);
    await page.until('it says so, and offers a file', async () => (await page.texts('[data-notice="storage"]')).join().includes('Save as file'));
    await expect.poll(() => page.text('save-state')).toBe('Not saved');
    await expect.poll(() => page.drawnStates()).toEqual(['Charge', 'Ship']);
  });
});

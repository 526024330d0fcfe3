/** What the browser does not keep is told with a way to keep it as files, and is not left without a question. */
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import type { WorkflowDocument } from '../../store/state.ts';
import { MAX_WORKFLOWS } from '../../store/persist.ts';
import { downloadWorkflow } from './downloads.ts';

/** Browsers ask about each file of a series; more at once helps nobody. */
const MAX_FILES = 10;
let asking = false;
/** Those that had to make way, until they are saved as files. */
let away: WorkflowDocument[] = [];

/** `gone`: there are more workflows than are kept; else the storage is full or blocked. */
export function tellUnkept(app: App, workflow: WorkflowDocument, gone: boolean): void {
  if (!gone) {
    askBeforeLeaving(app);
    app.notify('storage', 'error', t('app.storageFull'), [{ label: t('app.saveFiles'), act: () => save([...app.documents.unsaved.values()]) }]);
    return;
  }
  away.push(workflow);
  const titles = away.slice(-3).map(({ title }) => title).join(', ');
  const act = (): void => {
    save(away);
    away = [];
    app.dismiss('gone');
  };
  app.notify('gone', 'info', t('app.gone', { count: away.length, titles, limit: MAX_WORKFLOWS }), [{ label: t('app.saveFiles'), act }]);
}

function save(workflows: readonly WorkflowDocument[]): void {
  for (const workflow of workflows.slice(-MAX_FILES)) downloadWorkflow(workflow);
}

/** Only once something is at risk: a page with such a listener is not kept for the way back. */
function askBeforeLeaving(app: App): void {
  if (asking) return;
  asking = true;
  window.addEventListener('beforeunload', (event) => {
    app.documents.saveNow();
    if (app.documents.unsaved.size > 0) event.preventDefault();
  });
}

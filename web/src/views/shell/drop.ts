/** Files dropped anywhere, and text pasted outside of fields, become the definition. */
import type { App } from '../../store/app.ts';

/** Larger files are no definition; reading them would only fill the memory. */
const MAX_FILE = 20_000_000;

export function acceptDrops(app: App): void {
  window.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    if (file.size > MAX_FILE) return;
    void file.text().then((text) => take(app, text, file.name.replace(/\.(?:asl\.)?json$/, '')));
  });
  window.addEventListener('paste', (event) => {
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!text.trimStart().startsWith('{')) return;
    event.preventDefault();
    take(app, text, 'Pasted workflow');
  });
}

/** The work at hand stays among the drafts. */
function take(app: App, definition: string, title: string): void {
  const { document } = app.store.state;
  void app.documents.open({ ...document, id: `draft:${Date.now()}`, title, example: undefined, definition, input: '{}', mocks: '{}' });
  app.store.update({ saveState: 'editing' });
  app.documents.saveNow();
}

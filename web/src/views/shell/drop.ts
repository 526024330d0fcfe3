/** Files dropped anywhere, and text pasted outside of fields, are looked through for workflows. */
import type { App } from '../../store/app.ts';

export function acceptDrops(app: App): void {
  const importer = () => import('../../store/importer.ts');
  window.addEventListener('dragover', (event) => {
    const types = event.dataTransfer?.types ?? [];
    if (types.includes('Files') || (types.includes('text/plain') && !isField(event))) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    if (files.length === 0 && (text === '' || isField(event))) return;
    event.preventDefault();
    // Folders can only be asked for now.
    const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
    void importer().then(({ importDropped, importText }) => (files.length > 0 ? importDropped(app, entries, files) : importText(app, text)));
  });
  window.addEventListener('paste', (event) => {
    if (isField(event)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const files = [...(event.clipboardData?.files ?? [])];
    if (text.trim() === '' && files.length === 0) return;
    event.preventDefault();
    void importer().then(({ importFiles, importText }) => (text.trim() === '' ? importFiles(app, files) : importText(app, text)));
  });
}

/** Where text is typed, text is left alone. */
function isField(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

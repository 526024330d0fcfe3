/**
 * Dialogs that lie over the page, each loaded when it is first opened.
 *
 * To plug in: add a name to `OverlayName` in the store, and here the module that exports `overlay`. Open it with
 * `app.showOverlay(name, argument)`.
 */
import type { TemplateResult } from 'lit';
import type { App } from '../../store/app.ts';
import type { OverlayName } from '../../store/state.ts';

/** Draws the dialog, with `modal(close)` in its `<dialog>`. The argument is what `showOverlay` was given. */
export type Overlay = (app: App, close: () => void, argument: unknown) => TemplateResult;

export const OVERLAYS: Readonly<Record<OverlayName, () => Promise<{ readonly overlay: Overlay }>>> = {
  cases: () => import('../runs/cases-dialog.ts'),
  bench: () => import('../bench/bench-dialog.ts'),
  import: () => import('../import/import-dialog.ts'),
  keys: () => import('./keys-dialog.ts'),
  learn: () => import('../exercise/learn-dialog.ts'),
  share: () => import('../share/share-dialog.ts'),
  testState: () => import('../bench/test-state-dialog.ts'),
  palette: () => import('../palette/palette.ts'),
  versions: () => import('./versions-dialog.ts'),
  text: () => import('./text-dialog.ts'),
};

/** Go to a state (F12, Ctrl+click) and to the next place where its name is used (Shift-F12). */
import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Span } from '../../shared/protocol.ts';
import type { EditorServices } from './assist.ts';

export function navigation(services: EditorServices): Extension {
  return [
    keymap.of([
      { key: 'F12', run: (view) => (void toDefinition(services, view, view.state.selection.main.head), true), preventDefault: true },
      { key: 'Shift-F12', run: (view) => (void toNextUse(services, view), true), preventDefault: true },
    ]),
    EditorView.domEventHandlers({
      mousedown: (event, view) => {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at === null) return false;
        void toDefinition(services, view, at);
        // Ctrl adds a caret: only where nothing is found would that be wanted, and the editor has one caret.
        event.preventDefault();
        return true;
      },
    }),
  ];
}

async function toDefinition(services: EditorServices, view: EditorView, at: number): Promise<void> {
  const text = view.state.doc.toString();
  const found = await services.stateUses(text, at).catch(() => undefined);
  if (found?.definition !== undefined && view.state.doc.toString() === text) reveal(view, found.definition);
}

async function toNextUse(services: EditorServices, view: EditorView): Promise<void> {
  const text = view.state.doc.toString();
  const at = view.state.selection.main.head;
  const found = await services.stateUses(text, at).catch(() => undefined);
  const next = found?.places.find((place) => place.from > at) ?? found?.places[0];
  if (next !== undefined && view.state.doc.toString() === text) reveal(view, next);
}

/** Selects a name without its quotes. */
function reveal(view: EditorView, { from, to }: Span): void {
  const quoted = /^["']/.test(view.state.sliceDoc(from, from + 1)) && to - from >= 2 ? 1 : 0;
  // The page follows the caret of an editor that has the focus.
  view.focus();
  view.dispatch({
    selection: { anchor: from + quoted, head: to - quoted },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
    userEvent: 'select',
  });
}

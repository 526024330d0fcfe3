/** The parameters of the call that the caret stands in. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Signature } from '../../shared/protocol.ts';
import type { EditorServices } from './assist.ts';
import { element, isStill } from './assist-dom.ts';

const setSignature = StateEffect.define<Tooltip | null>();

const shownSignature = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setSignature)) return effect.value;
    return shown !== null && transaction.docChanged ? { ...shown, pos: transaction.changes.mapPos(shown.pos) } : shown;
  },
  provide: (field) => showTooltip.from(field),
});

export function signatureHelp(services: EditorServices): Extension {
  return [shownSignature, asking(services), keymap.of([{ key: 'Escape', run: hide }])];
}

function hide(view: EditorView): boolean {
  if (view.state.field(shownSignature) === null) return false;
  view.dispatch({ effects: setSignature.of(null) });
  return true;
}

/** Asks when the caret moved inside something that looks like a call; at most one question is on its way. */
const asking = (services: EditorServices): Extension =>
  ViewPlugin.fromClass(
    class {
      #busy = false;
      #again = false;

      update({ view, docChanged, selectionSet }: ViewUpdate): void {
        if (!docChanged && !selectionSet) return;
        const shown = view.state.field(shownSignature) !== null;
        if (shown || (docChanged && callBefore(view))) this.#ask(view);
      }

      #ask(view: EditorView): void {
        this.#again = true;
        if (!this.#busy) void this.#work(view);
      }

      async #work(view: EditorView): Promise<void> {
        this.#busy = true;
        while (this.#again) {
          this.#again = false;
          const { state } = view;
          const at = state.selection.main.head;
          const found = await services.signature(state.doc.toString(), at).catch(() => undefined);
          if (isStill(view, state)) show(view, found, at);
        }
        this.#busy = false;
      }
    },
  );

/** The line before the caret has an open bracket behind a name. */
function callBefore(view: EditorView): boolean {
  const at = view.state.selection.main.head;
  return /[\w]\s*\(/.test(view.state.sliceDoc(view.state.doc.lineAt(at).from, at));
}

function show(view: EditorView, found: Signature | undefined, at: number): void {
  const shown = view.state.field(shownSignature);
  if (found === undefined && shown === null) return;
  const tooltip = found === undefined ? null : { pos: at, above: true, strictSide: true, create: () => ({ dom: box(found) }) };
  view.dispatch({ effects: setSignature.of(tooltip) });
}

function box({ name, parameters, argument }: Signature): HTMLElement {
  const dom = element('div', 'cm-signature');
  dom.setAttribute('role', 'status');
  dom.append(`${name}(`);
  const names = parameters.split(',').filter((part) => part !== '');
  const active = Math.min(argument, names.length - 1);
  for (const [at, part] of names.entries()) {
    if (at > 0) dom.append(', ');
    dom.append(element(at === active ? 'b' : 'span', '', part));
  }
  dom.append(')');
  return dom;
}

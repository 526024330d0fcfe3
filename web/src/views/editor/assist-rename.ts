/** Rename a state (F2): a field above the text; Enter gives the name everywhere, also in the mocks. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, keymap, type Panel, showPanel } from '@codemirror/view';
import { t } from '../../i18n/t.ts';
import type { RenameAnswer } from '../../shared/protocol.ts';
import type { EditorServices } from './assist.ts';
import { element, isStill } from './assist-dom.ts';

interface Asked {
  readonly name: string;
  /** Where the name stands; moves with the text. */
  readonly at: number;
  readonly uses: number;
}

const setAsked = StateEffect.define<Asked | null>();

const asked = StateField.define<Asked | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setAsked)) return effect.value;
    return value === null || !transaction.docChanged ? value : { ...value, at: transaction.changes.mapPos(value.at) };
  },
});

export function renaming(services: EditorServices): Extension {
  return [
    asked,
    showPanel.compute([asked], (state) => (state.field(asked) === null ? null : (view) => panel(view, services))),
    keymap.of([{ key: 'F2', run: (view) => (void ask(services, view), true), preventDefault: true }]),
  ];
}

/** At a name of a state that one is meant, else the state in whose text the caret stands. */
async function ask(services: EditorServices, view: EditorView): Promise<void> {
  const at = view.state.selection.main.head;
  if (await askRename(services, view, at)) return;
  const name = services.stateAround(at);
  if (name !== undefined) await askRename(services, view, name);
}

/** Asks for another name of the state that is called so at a place; false where there is no name. */
export async function askRename(services: EditorServices, view: EditorView, at: number): Promise<boolean> {
  const { state } = view;
  const found = await services.stateUses(state.doc.toString(), at).catch(() => undefined);
  if (found !== undefined && isStill(view, state)) view.dispatch({ effects: setAsked.of({ name: found.name, at, uses: found.places.length }) });
  return found !== undefined;
}

function panel(view: EditorView, services: EditorServices): Panel {
  const { name = '', uses = 0 } = view.state.field(asked) ?? {};
  const dom = element('form', 'cm-rename');
  const label = element('label', '', t('editor.renameState', { state: name }));
  const input = element('input', 'cm-textfield');
  input.value = name;
  input.maxLength = 80;
  input.name = 'name';
  input.autocomplete = 'off';
  label.append(input);
  const words = element('span', 'cm-rename-words', t('editor.renameUses', { count: uses }));
  words.setAttribute('role', 'status');
  const accept = element('button', 'cm-button', t('editor.rename'));
  dom.append(label, accept, words);
  dom.addEventListener('submit', (event) => {
    event.preventDefault();
    void rename(view, services, input.value).then((refused) => {
      if (refused === undefined) return;
      words.textContent = refused;
      words.classList.add('cm-rename-refused');
      input.setAttribute('aria-invalid', 'true');
    });
  });
  dom.addEventListener('keydown', (event) => {
    // Enter that ends the composition of a word does not submit.
    if (event.key === 'Enter' && event.isComposing) event.preventDefault();
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      close(view);
    }
  });
  return { dom, top: true, mount: () => input.select() };
}

function close(view: EditorView): void {
  view.dispatch({ effects: setAsked.of(null) });
  view.focus();
}

/** Carries it out; gives the words of a refusal. */
async function rename(view: EditorView, services: EditorServices, newName: string): Promise<string | undefined> {
  const wanted = view.state.field(asked);
  if (wanted === null) return undefined;
  if (newName === wanted.name) {
    close(view);
    return undefined;
  }
  const text = view.state.doc.toString();
  const answer = await services.renameState(text, wanted.at, newName).catch((): RenameAnswer => ({ kind: 'refused', reason: 'no-state' }));
  if (answer.kind === 'refused') return refusal(answer.reason, newName);
  if (view.state.doc.toString() !== text) return t('editor.renameChanged');
  view.dispatch({ changes: answer.edits.map(({ from, to, insert }) => ({ from, to, insert })), effects: setAsked.of(null), userEvent: 'input.rename' });
  view.focus();
  services.renamed(wanted.name, newName);
  return undefined;
}

function refusal(reason: string, name: string): string {
  switch (reason) {
    case 'empty':
      return t('editor.renameEmpty');
    case 'too-long':
      return t('editor.renameTooLong');
    case 'taken':
      return t('editor.renameTaken', { state: name });
    default:
      return t('editor.renameNoState');
  }
}

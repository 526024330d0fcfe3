/** Ctrl+M: Tab moves the focus instead of indenting. The editor's foot says so while it does, and a screen reader is told. */
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, type Panel, showPanel } from '@codemirror/view';
import { t } from '../../i18n/t.ts';

const setTabMoves = StateEffect.define<boolean>();

export const tabMoves = StateField.define<boolean>({
  create: () => false,
  update: (on, transaction) => transaction.effects.reduce((now, effect) => (effect.is(setTabMoves) ? effect.value : now), on),
  provide: (field) => showPanel.from(field, (on) => (on ? sign : null)),
});

/** Tab moves the focus from now on, or indents again. */
export function toggleTab(view: EditorView): boolean {
  const on = !view.state.field(tabMoves);
  view.setTabFocusMode(on);
  view.dispatch({ effects: [setTabMoves.of(on), EditorView.announce.of(t(on ? 'editor.tabMoves' : 'editor.tabIndents'))] });
  return true;
}

function sign(view: EditorView): Panel {
  const dom = document.createElement('div');
  dom.className = 'cm-tab-sign';
  const words = document.createElement('span');
  words.textContent = t('editor.tabMoves');
  const back = document.createElement('button');
  back.type = 'button';
  back.textContent = t('editor.tabBack');
  back.addEventListener('click', () => {
    toggleTab(view);
    view.focus();
  });
  dom.append(words, back);
  return { dom };
}

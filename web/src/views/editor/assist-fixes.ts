/** Quick fixes by key: `Ctrl+.` offers those of the caret's line in a small menu. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { t } from '../../i18n/t.ts';
import type { Fix } from '../../shared/protocol.ts';
import { element, fixButton } from './assist-dom.ts';
import { problemsAt } from './problem-rows.ts';

const setMenu = StateEffect.define<Tooltip | null>();

const menu = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMenu)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

export function fixMenu(onFix: (fix: Fix) => void): Extension {
  return [menu, keymap.of([{ key: 'Mod-.', run: (view) => open(view, onFix), preventDefault: true }])];
}

function open(view: EditorView, onFix: (fix: Fix) => void): boolean {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.head);
  const fixes = problemsAt(state, line.from, line.to).flatMap((problem) => problem.fixes);
  const close = (): void => {
    view.dispatch({ effects: setMenu.of(null) });
    view.focus();
  };
  const take = (fix: Fix): void => {
    close();
    onFix(fix);
  };
  view.dispatch({ effects: setMenu.of({ pos: state.selection.main.head, above: false, create: () => ({ dom: box(fixes, take, close), mount: focusFirst }) }) });
  return true;

  function focusFirst(): void {
    requestAnimationFrame(() => view.dom.querySelector<HTMLElement>('.cm-fixes button')?.focus());
  }
}

function box(fixes: readonly Fix[], take: (fix: Fix) => void, close: () => void): HTMLElement {
  const dom = element('div', 'cm-fixes');
  dom.setAttribute('role', 'group');
  dom.setAttribute('aria-label', t('editor.fixes'));
  if (fixes.length === 0) {
    const none = element('p', '', t('editor.noFix'));
    none.setAttribute('role', 'status');
    dom.append(none);
  }
  dom.append(...fixes.map((fix) => fixButton(fix, take)));
  dom.addEventListener('keydown', (event) => {
    const buttons = [...dom.querySelectorAll('button')];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') close();
    else if (step !== 0) buttons[(buttons.findIndex((button) => button.matches(':focus')) + step + buttons.length) % buttons.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return dom;
}

/** Hover: the problems under the pointer with their fixes, then what the thing is. `Shift-F1` shows it at the caret. */
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { closeHoverTooltips, type EditorView, hasHoverTooltips, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Fix } from '../../shared/protocol.ts';
import type { EditorServices } from './assist.ts';
import { hoverBox, problemBox, isStill } from './assist-dom.ts';
import { type HoverText, hoverText } from './hover-model.ts';
import { problemsAt } from './problem-rows.ts';
import { editorWords } from './words/load.ts';

const setHelp = StateEffect.define<Tooltip | null>();

const helpAtCaret = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setHelp)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

export function hoverHelp(services: EditorServices, onFix: (fix: Fix) => void): Extension {
  const tooltip = (state: EditorState, at: number): Promise<Tooltip | null> => tooltipAt(services, state, at, onFix);
  return [
    hoverTooltip((view, at) => tooltip(view.state, at), { hideOnChange: true }),
    helpAtCaret,
    keymap.of([
      { key: 'Shift-F1', run: (view) => (void showAtCaret(view, tooltip), true), preventDefault: true },
      { key: 'Escape', run: (view) => hide(view) },
    ]),
  ];
}

async function showAtCaret(view: EditorView, tooltip: (state: EditorState, at: number) => Promise<Tooltip | null>): Promise<void> {
  const { state } = view;
  const found = await tooltip(state, state.selection.main.head);
  if (isStill(view, state)) view.dispatch({ effects: setHelp.of(found) });
}

/** Takes away what lies over the text: the help at the caret, and the one under a pointer that rests there. */
function hide(view: EditorView): boolean {
  if (view.state.field(helpAtCaret) === null && !hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: [setHelp.of(null), closeHoverTooltips] });
  return true;
}

async function tooltipAt(services: EditorServices, state: EditorState, at: number, onFix: (fix: Fix) => void): Promise<Tooltip | null> {
  const problems = problemsAt(state, at, at);
  const about = await describe(services, state.doc.toString(), at).catch(() => undefined);
  if (problems.length === 0 && about === undefined) return null;
  return {
    pos: about?.from ?? problems[0]?.from ?? at,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.setAttribute('role', 'status');
      dom.append(...problems.map((problem) => problemBox(problem, onFix)));
      if (about !== undefined) dom.append(hoverBox(about.text));
      return { dom };
    },
  };
}

async function describe(services: EditorServices, text: string, at: number): Promise<{ from: number; text: HoverText } | undefined> {
  const [found, words] = await Promise.all([services.hover(text, at), editorWords()]);
  const shown = found === undefined ? undefined : hoverText(found, words);
  return found === undefined || shown === undefined ? undefined : { from: found.from, text: shown };
}

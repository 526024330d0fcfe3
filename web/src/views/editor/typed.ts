/**
 * A letter of a keyboard goes into the text at once. Left to itself the browser writes it into the page, lays the page
 * out twice for that, and the editor reads what was written: on a slow machine a fifth of the way to the screen. All
 * else goes that way: what is composed, corrected or dictated, and keys on a screen, whose makers reckon with what the
 * browser wrote.
 */
import { EditorView, ViewPlugin } from '@codemirror/view';

/** Letters that no way of composing begins with. */
const PLAIN = /^[ -~]$/;
const onScreen = window.matchMedia('(pointer: coarse)');

export const typed = ViewPlugin.fromClass(
  class {
    /** What the last key that went down writes. */
    key: string | undefined;
  },
  {
    eventHandlers: {
      keydown({ key, isComposing }) {
        this.key = isComposing || onScreen.matches || !PLAIN.test(key) ? undefined : key;
      },
      beforeinput({ inputType, data, isComposing }, view) {
        const { state } = view;
        if (inputType !== 'insertText' || data === null || data !== this.key || isComposing || view.composing || state.readOnly) return false;
        const { from, to } = state.selection.main;
        const insert = () => state.update(state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
        if (!state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
        return true;
      },
    },
  },
);

/**
 * Of combining marks in a row, the first hundred are drawn and a sign for the rest, which stays in the text: the time
 * that a browser needs to lay them out grows with the square of their number, and thousands stop the page.
 */
import { type Extension, type Range, RangeSet, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view';

const ENDLESS = /(\p{M}{100})\p{M}+/gu;

class RestSign extends WidgetType {
  override toDOM(): HTMLElement {
    const sign = document.createElement('span');
    sign.className = 'cm-foldPlaceholder';
    sign.textContent = '⋯';
    return sign;
  }
}
const rest = Decoration.replace({ widget: new RestSign() });

/** What is not drawn of these parts of a text. */
export function endlessMarks(doc: Text, parts: readonly { readonly from: number; readonly to: number }[]): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of parts) {
    for (const match of doc.sliceString(from, to).matchAll(ENDLESS)) {
      const at = from + match.index;
      found.push(rest.range(at + (match[1]?.length ?? 0), at + match[0].length));
    }
  }
  return RangeSet.of(found);
}

export const withoutEndlessMarks: Extension = ViewPlugin.fromClass(
  class {
    found: DecorationSet;

    constructor(view: EditorView) {
      this.found = endlessMarks(view.state.doc, view.visibleRanges);
    }

    update({ viewportChanged, docChanged, view }: ViewUpdate): void {
      if (viewportChanged || docChanged) this.found = endlessMarks(view.state.doc, view.visibleRanges);
    }
  },
  { decorations: (plugin) => plugin.found },
);

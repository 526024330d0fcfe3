/** Long lines wrap, and what wraps stands under its own beginning. Lines are English, whatever the page and its label speak. */
import { type Extension, type Range, RangeSet } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Deeper lines wrap as if they began here. */
const MAX_INDENT = 24;
const STEP = 2;

const LINES = Array.from({ length: MAX_INDENT / STEP + 1 }, (_, step) => Decoration.line({ class: `cm-hang-${step * STEP}`, attributes: { lang: 'en' } }));

/** The page's policy allows no style attributes: a class for each depth. */
const theme = EditorView.baseTheme(
  Object.fromEntries(
    LINES.map((_, step) => {
      const indent = step * STEP + STEP;
      return [`.cm-line.cm-hang-${step * STEP}`, { paddingLeft: `calc(2px + ${indent}ch)`, textIndent: `-${indent}ch` }];
    }),
  ),
);

function linesIn(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const indent = /^ */.exec(line.text)?.[0].length ?? 0;
      const mark = LINES[Math.min(Math.floor(indent / STEP), LINES.length - 1)];
      if (mark !== undefined && line.length > 0) found.push(mark.range(line.from));
      at = line.to + 1;
    }
  }
  return RangeSet.of(found, true);
}

const plugin = ViewPlugin.fromClass(
  class {
    lines: DecorationSet;

    constructor(view: EditorView) {
      this.lines = linesIn(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.lines = linesIn(update.view);
    }
  },
  { decorations: (found) => found.lines },
);

export const hangingLines: Extension = [EditorView.lineWrapping, plugin, theme];

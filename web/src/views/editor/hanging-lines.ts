/**
 * Long lines wrap, and what wraps stands under its own beginning. Lines are English, whatever the page and its label
 * speak. Those that a letter does not touch keep their marks.
 */
import { type ChangeDesc, type Extension, type Range, RangeSet, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Deeper lines wrap as if they began here. */
const MAX_INDENT = 24;
const STEP = 2;
/** With more characters changed at once, all lines in sight are looked at anew. */
const MAX_CHANGED = 10_000;

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

interface Part {
  readonly from: number;
  readonly to: number;
}

function linesIn(doc: Text, parts: readonly Part[]): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of parts) {
    for (let at = from; at <= to; ) {
      const line = doc.lineAt(at);
      const indent = /^ */.exec(line.text)?.[0].length ?? 0;
      const mark = LINES[Math.min(Math.floor(indent / STEP), LINES.length - 1)];
      if (mark !== undefined && line.length > 0) found.push(mark.range(line.from));
      at = line.to + 1;
    }
  }
  return found;
}

/** The lines of a text that was not there before. */
export function hang(doc: Text, parts: readonly Part[]): DecorationSet {
  return RangeSet.of(linesIn(doc, parts), true);
}

/** The lines after a change: only those that it touched are looked at. Undefined where it is too large for that. */
export function rehang(before: DecorationSet, changes: ChangeDesc, doc: Text): DecorationSet | undefined {
  let lines: DecorationSet | undefined = before.map(changes);
  let size = 0;
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const [from, to] = [doc.lineAt(fromB).from, doc.lineAt(toB).to];
    size += to - from;
    if (size > MAX_CHANGED) lines = undefined;
    else lines = lines?.update({ filterFrom: from, filterTo: to, filter: () => false, add: linesIn(doc, [{ from, to }]) });
  });
  return lines;
}

const plugin = ViewPlugin.fromClass(
  class {
    lines: DecorationSet;

    constructor(view: EditorView) {
      this.lines = hang(view.state.doc, view.visibleRanges);
    }

    update({ viewportChanged, docChanged, changes, state, view }: ViewUpdate): void {
      if (!viewportChanged && !docChanged) return;
      this.lines = (viewportChanged ? undefined : rehang(this.lines, changes, state.doc)) ?? hang(state.doc, view.visibleRanges);
    }
  },
  { decorations: (found) => found.lines },
);

export const hangingLines: Extension = [EditorView.lineWrapping, plugin, theme];

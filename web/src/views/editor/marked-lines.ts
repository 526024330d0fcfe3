/** The lines of the selected state. */
import { type EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';
import { NO_GUTTER } from './problem-rows.ts';

/** The marked lines, from the first to the last offset. */
export interface MarkedRange {
  readonly from: number;
  readonly to: number;
}

export const setMarked = StateEffect.define<MarkedRange | undefined>();

const markedLine = Decoration.line({ class: 'cm-marked' });

class MarkedGutter extends GutterMarker {
  override elementClass = 'cm-marked-gutter';
}
const markedGutter = new MarkedGutter();

interface Marks {
  readonly text: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}

const NO_MARKS: Marks = { text: Decoration.none, gutter: NO_GUTTER };

export const markedField = StateField.define<Marks>({
  create: () => NO_MARKS,
  update(marks, transaction) {
    let next = marks;
    if (transaction.docChanged) {
      next = { text: marks.text.map(transaction.changes), gutter: marks.gutter.map(transaction.changes) };
    }
    for (const effect of transaction.effects) {
      if (effect.is(setMarked)) next = markedLines(transaction.state, effect.value);
    }
    return next;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (marks) => marks.text),
    gutterLineClass.from(field, (marks) => marks.gutter),
  ],
});

/** True where these very lines carry the mark: it moves along with what is typed, and need not be set anew. */
export function areMarked(state: EditorState, range: MarkedRange | undefined): boolean {
  return RangeSet.eq([state.field(markedField).text], [markedLines(state, range).text]);
}

function markedLines(state: EditorState, range: MarkedRange | undefined): Marks {
  if (range === undefined || range.from >= state.doc.length) return NO_MARKS;
  const first = state.doc.lineAt(range.from).number;
  const last = Math.min(state.doc.lineAt(Math.min(range.to, state.doc.length)).number, first + 2_000);
  const lines = [];
  const gutter = [];
  for (let number = first; number <= last; number += 1) {
    const { from } = state.doc.line(number);
    lines.push(markedLine.range(from));
    gutter.push(markedGutter.range(from));
  }
  return { text: Decoration.set(lines), gutter: RangeSet.of(gutter) };
}

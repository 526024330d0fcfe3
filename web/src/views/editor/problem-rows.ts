/** Problems in the text: an underline where they are, a row with words and fix under the line, a sign in the margin. */
import { type EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass, WidgetType } from '@codemirror/view';
import { appendWords, withoutMarks } from '../../elements/code-words.ts';
import type { Diagnostic, Fix } from '../../shared/protocol.ts';

/** Problem rows in the text; the list shows all. */
const MAX_ROWS = 50;
/** Underlines in the text. */
const MAX_MARKS = 1_000;

export const setProblems = StateEffect.define<{ problems: readonly Diagnostic[]; onFix: (fix: Fix) => void }>();
class ProblemRow extends WidgetType {
  constructor(
    readonly problem: Diagnostic,
    readonly onFix: (fix: Fix) => void,
  ) {
    super();
  }

  override eq(other: ProblemRow): boolean {
    return other.problem.message === this.problem.message && other.problem.severity === this.problem.severity;
  }

  override toDOM(): HTMLElement {
    const row = document.createElement('div');
    row.className = `cm-problem cm-problem-${this.problem.severity}`;
    row.lang = 'en';
    const words = document.createElement('span');
    words.className = 'cm-problem-words';
    const { message } = this.problem;
    const sentence = message.charAt(0).toUpperCase() + message.slice(1);
    words.title = withoutMarks(sentence);
    appendWords(words, sentence);
    row.append(words);
    const fix = this.problem.fixes[0];
    if (fix !== undefined) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = withoutMarks(fix.title);
      button.tabIndex = -1;
      button.addEventListener('click', () => this.onFix(fix));
      row.append(button);
    }
    return row;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

class BadLine extends GutterMarker {
  override elementClass = 'cm-bad-line';
}
const badLine = new BadLine();

export const NO_GUTTER: RangeSet<GutterMarker> = RangeSet.of<GutterMarker>([]);

interface ProblemMarks {
  readonly text: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}

export const problemField = StateField.define<ProblemMarks>({
  create: () => ({ text: Decoration.none, gutter: NO_GUTTER }),
  update(marks, transaction) {
    let next = marks;
    if (transaction.docChanged) {
      next = { text: next.text.map(transaction.changes), gutter: next.gutter.map(transaction.changes) };
    }
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) next = problemMarks(transaction.state, effect.value.problems, effect.value.onFix);
    }
    return next;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (marks) => marks.text),
    gutterLineClass.from(field, (marks) => marks.gutter),
  ],
});

function problemMarks(state: EditorState, problems: readonly Diagnostic[], onFix: (fix: Fix) => void): ProblemMarks {
  const length = state.doc.length;
  const text = [];
  const gutter = [];
  for (const [at, problem] of problems.slice(0, MAX_MARKS).entries()) {
    const from = Math.min(problem.from, length);
    const to = Math.min(Math.max(problem.to, from), length);
    if (to > from) text.push(Decoration.mark({ class: `cm-wavy cm-wavy-${problem.severity}`, problem }).range(from, to));
    const line = state.doc.lineAt(from);
    if (at < MAX_ROWS) text.push(Decoration.widget({ widget: new ProblemRow(problem, onFix), block: true, side: 1 }).range(line.to));
    if (problem.severity === 'error') gutter.push(badLine.range(line.from));
  }
  return { text: Decoration.set(text, true), gutter: RangeSet.of(gutter, true) };
}

/** The problems that an offset touches, in the order of the text. */
export function problemsAt(state: EditorState, from: number, to: number): Diagnostic[] {
  const found: Diagnostic[] = [];
  state.field(problemField).text.between(from, to, (_from, _to, decoration) => {
    const { problem } = decoration.spec as { problem?: Diagnostic };
    if (problem !== undefined) found.push(problem);
  });
  return found;
}

/**
 * The text editor, in a chunk of its own: CodeMirror with our colours, problem rows under their lines, and the
 * selected state's lines marked. It must not know the store.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab, toggleTabFocusMode } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting,
} from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration, type DecorationSet, drawSelection, EditorView, GutterMarker, gutterLineClass, highlightSpecialChars, keymap,
  lineNumbers, placeholder, WidgetType,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Diagnostic, Fix } from '../../shared/protocol.ts';

export interface EditorOptions {
  readonly root: ShadowRoot;
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
  readonly onFix: (fix: Fix) => void;
  /** The caret moved, by the person. */
  readonly onCaret: (offset: number) => void;
}

/** The marked lines, from the first to the last offset. */
export interface MarkedRange {
  readonly from: number;
  readonly to: number;
}

/** Problem rows in the text; the list shows all. */
const MAX_ROWS = 50;

const setProblems = StateEffect.define<{ problems: readonly Diagnostic[]; onFix: (fix: Fix) => void }>();
const setMarked = StateEffect.define<MarkedRange | undefined>();

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
    const words = document.createElement('span');
    words.className = 'cm-problem-words';
    words.textContent = this.problem.message;
    row.append(words);
    const fix = this.problem.fixes[0];
    if (fix !== undefined) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = fix.title;
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

const NO_GUTTER: RangeSet<GutterMarker> = RangeSet.of<GutterMarker>([]);

interface ProblemMarks {
  readonly text: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}

const problemField = StateField.define<ProblemMarks>({
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
  for (const problem of problems.slice(0, MAX_ROWS)) {
    const from = Math.min(problem.from, length);
    const to = Math.min(Math.max(problem.to, from), length);
    if (to > from) text.push(Decoration.mark({ class: `cm-wavy cm-wavy-${problem.severity}` }).range(from, to));
    const line = state.doc.lineAt(from);
    text.push(Decoration.widget({ widget: new ProblemRow(problem, onFix), block: true, side: 1 }).range(line.to));
    if (problem.severity === 'error') gutter.push(badLine.range(line.from));
  }
  return { text: Decoration.set(text, true), gutter: RangeSet.of(gutter, true) };
}

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

const markedField = StateField.define<Marks>({
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

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--code-keyword)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--text2)' },
  { tag: tags.invalid, color: 'var(--st-fa-word)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--text)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 12px 0 2px' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0 4px 0 8px', fontSize: '11px' },
  '.cm-foldGutter .cm-gutterElement': { width: '12px', cursor: 'pointer', color: 'transparent' },
  '.cm-gutters:hover .cm-foldGutter .cm-gutterElement': { color: 'var(--text3)' },
  '.cm-bad-line': { color: 'var(--st-fa-word)', fontWeight: '600' },
  '.cm-marked': { backgroundColor: 'var(--accent-wash)' },
  '.cm-marked-gutter': { backgroundColor: 'var(--accent-wash)' },
  '.cm-lineNumbers .cm-marked-gutter': { boxShadow: 'inset 2px 0 var(--accent)' },
  '.cm-foldPlaceholder': {
    background: 'var(--hover)', border: 'none', borderRadius: '4px', color: 'var(--text3)', padding: '0 6px', margin: '0 2px',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--hover)', outline: '1px solid var(--line2)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--st-rt-fill)', outline: '1px solid var(--st-rt-border)' },
  '.cm-placeholder': { color: 'var(--text3)', fontFamily: 'var(--sans)', whiteSpace: 'normal' },
  '.cm-wavy': { textDecoration: 'underline wavy 1px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.cm-wavy-error': { textDecorationColor: 'var(--st-fa-border)' },
  '.cm-wavy-warning': { textDecorationColor: 'var(--st-ca-border)' },
  '.cm-wavy-hint': { textDecorationColor: 'var(--accent)' },
  '.cm-problem': {
    display: 'flex', gap: '8px', alignItems: 'center', minHeight: '20px', position: 'sticky', left: '44px', width: 'calc(100cqw - 60px)', boxSizing: 'border-box', margin: '0 0 0 2px', padding: '0 8px', borderRadius: '4px',
    font: '500 11px/20px var(--sans)',
  },
  '.cm-problem-error': { backgroundColor: 'var(--st-fa-fill)', color: 'var(--st-fa-word)' },
  '.cm-problem-warning': { backgroundColor: 'var(--st-ca-fill)', color: 'var(--st-ca-word)' },
  '.cm-problem-hint': { backgroundColor: 'var(--accent-soft)', color: 'var(--accent-text)' },
  '.cm-problem-words': { flex: '1 1 auto', minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '.cm-problem button': {
    border: '0', background: 'none', padding: '0', font: 'inherit', color: 'var(--accent-text)', textDecoration: 'underline', cursor: 'pointer',
    flex: 'none',
  },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { font: '12px/20px var(--sans)', padding: '6px 8px' },
  '.cm-textfield': {
    border: '1px solid var(--control)', borderRadius: '6px', backgroundColor: 'var(--surface)', color: 'var(--text)', height: '26px',
  },
  '.cm-button': {
    border: '1px solid var(--line2)', borderRadius: '6px', backgroundImage: 'none', backgroundColor: 'var(--surface)', color: 'var(--text)',
    height: '26px', font: '500 12px var(--sans)',
  },
});

function extensions(options: EditorOptions): Extension[] {
  return [
    lineNumbers(),
    foldGutter({ openText: '⌄', closedText: '›' }),
    codeFolding({ placeholderText: ' ⋯ ' }),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    bracketMatching(),
    highlightSelectionMatches(),
    search({ top: true }),
    json(),
    syntaxHighlighting(colours),
    theme,
    problemField,
    markedField,
    placeholder(options.placeholder),
    EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off' }),
    keymap.of([
      { key: 'Escape', run: (view) => { view.contentDOM.blur(); return false; } },
      { key: 'Ctrl-m', run: toggleTabFocusMode },
      // The page's own keys.
      ...['Mod-Enter', 'Mod-s', 'F8', 'Shift-F8'].map((key) => ({ key, run: () => false, preventDefault: false })),
      ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter' && binding.key !== 'Escape'),
      ...historyKeymap,
      ...foldKeymap,
      ...searchKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      const fromOutside = update.transactions.some((transaction) => transaction.isUserEvent('set'));
      if (update.docChanged && !fromOutside) options.onChange(update.state.doc.toString());
      if (update.selectionSet && !fromOutside && update.view.hasFocus) options.onCaret(update.state.selection.main.head);
    }),
  ];
}

export class JsonEditor {
  readonly #view: EditorView;

  constructor(options: EditorOptions) {
    this.#view = new EditorView({
      root: options.root,
      parent: options.parent,
      state: EditorState.create({ doc: options.text, extensions: extensions(options) }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Puts another text in; undo brings the old one back. Only what differs is replaced, so the caret stays. */
  setText(text: string): void {
    const old = this.text;
    if (old === text) return;
    let from = 0;
    while (from < old.length && from < text.length && old.charCodeAt(from) === text.charCodeAt(from)) from += 1;
    let end = 0;
    const room = Math.min(old.length, text.length) - from;
    while (end < room && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end += 1;
    this.#view.dispatch({
      changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) },
      userEvent: 'set',
    });
  }

  setProblems(problems: readonly Diagnostic[], onFix: (fix: Fix) => void): void {
    this.#view.dispatch({ effects: setProblems.of({ problems, onFix }) });
  }

  /** Marks the lines of the selected state; `scroll` brings them into sight. */
  setMarked(range: MarkedRange | undefined, scroll: boolean): void {
    const effects: StateEffect<unknown>[] = [setMarked.of(range)];
    if (range !== undefined && scroll && range.from <= this.#view.state.doc.length) {
      effects.push(EditorView.scrollIntoView(range.from, { y: 'start', yMargin: 60 }));
    }
    this.#view.dispatch({ effects });
  }

  reveal(from: number, to: number, focus: boolean): void {
    const length = this.#view.state.doc.length;
    this.#view.dispatch({
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      effects: EditorView.scrollIntoView(Math.min(from, length), { y: 'center' }),
      userEvent: 'set',
    });
    if (focus) this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Colours for expressions inside the strings that are in sight. */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, type Range, RangeSet } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { expressionTokens, type TokenKind } from './expression-tokens.ts';

/** Names of strings in the trees of JSON and YAML. */
const STRINGS = new Set(['String', 'Literal', 'QuotedLiteral', 'BlockLiteralContent']);

const MARKS: Readonly<Record<TokenKind, Decoration>> = {
  delimiter: Decoration.mark({ class: 'cm-x-delimiter' }),
  function: Decoration.mark({ class: 'cm-x-function' }),
  variable: Decoration.mark({ class: 'cm-x-variable' }),
  string: Decoration.mark({ class: 'cm-x-string' }),
  number: Decoration.mark({ class: 'cm-x-number' }),
  keyword: Decoration.mark({ class: 'cm-x-keyword' }),
  name: Decoration.mark({ class: 'cm-x-name' }),
  operator: Decoration.mark({ class: 'cm-x-operator' }),
};

function marksIn(state: EditorState, ranges: readonly { from: number; to: number }[]): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of ranges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        if (!STRINGS.has(node.name) || node.node.parent?.name === 'Key') return;
        for (const token of expressionTokens(state.sliceDoc(node.from, node.to))) {
          found.push(MARKS[token.kind].range(node.from + token.from, node.from + token.to));
        }
      },
    });
  }
  return RangeSet.of(found, true);
}

const plugin = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;

    constructor(view: EditorView) {
      this.marks = marksIn(view.state, view.visibleRanges);
    }

    update(update: ViewUpdate): void {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) this.marks = marksIn(update.state, update.view.visibleRanges);
    }
  },
  { decorations: (found) => found.marks },
);

const colours = EditorView.baseTheme({
  '.cm-x-delimiter, .cm-x-delimiter *': { color: 'var(--text3)' },
  '.cm-x-operator, .cm-x-operator *': { color: 'var(--text2)' },
  '.cm-x-function, .cm-x-function *': { color: 'var(--accent-text)' },
  '.cm-x-variable, .cm-x-variable *': { color: 'var(--code-keyword)' },
  '.cm-x-string, .cm-x-string *': { color: 'var(--code-string)' },
  '.cm-x-number, .cm-x-number *': { color: 'var(--code-number)' },
  '.cm-x-keyword, .cm-x-keyword *': { color: 'var(--code-keyword)' },
  '.cm-x-name, .cm-x-name *': { color: 'var(--text)' },
});

export const stringColours: Extension = [plugin, colours];

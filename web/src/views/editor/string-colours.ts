/**
 * Colours for expressions inside the strings that are in sight. A letter that is typed changes one string: the others
 * keep their marks, so that neither they nor the editor's picture of them are made anew for each letter.
 */
import { syntaxTree } from '@codemirror/language';
import { type ChangeDesc, type EditorState, type Extension, type Range, RangeSet } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { expressionTokens, type TokenKind } from './expression-tokens.ts';

/** Names of strings in the trees of JSON and YAML. */
const STRINGS = new Set(['String', 'Literal', 'QuotedLiteral', 'BlockLiteralContent']);
/** With more strings changed at once, all are looked at anew. */
const MAX_CHANGED = 50;

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

interface Place {
  readonly from: number;
  readonly to: number;
}

/** The strings in sight, names of members left out, and the marks in them. */
export interface Coloured {
  readonly strings: readonly Place[];
  readonly marks: DecorationSet;
}

function stringsIn(state: EditorState, ranges: readonly Place[]): Place[] {
  const found: Place[] = [];
  for (const { from, to } of ranges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        if (node.name === 'Key') return false;
        if (STRINGS.has(node.name)) found.push({ from: node.from, to: node.to });
        return undefined;
      },
    });
  }
  return found;
}

function marksOf(state: EditorState, strings: readonly Place[]): Range<Decoration>[] {
  return strings.flatMap(({ from, to }) => expressionTokens(state.sliceDoc(from, to)).map((token) => MARKS[token.kind].range(from + token.from, from + token.to)));
}

/** The colours of a text that was not there before. */
export function colour(state: EditorState, ranges: readonly Place[]): Coloured {
  const strings = stringsIn(state, ranges);
  return { strings, marks: RangeSet.of(marksOf(state, strings), true) };
}

/** The colours after a change: the same as of the whole text, but made only where a string is another one. */
export function recolour(before: Coloured, changes: ChangeDesc, state: EditorState, ranges: readonly Place[]): Coloured {
  const strings = stringsIn(state, ranges);
  const same = new Map<number, number>();
  const gone: Place[] = [];
  for (const { from, to } of before.strings) {
    const now = { from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) };
    if (changes.touchesRange(from, to) === false) same.set(now.from, now.to);
    else gone.push(now);
  }
  const fresh = strings.filter(({ from, to }) => {
    if (same.get(from) !== to) return true;
    same.delete(from);
    return false;
  });
  for (const [from, to] of same) gone.push({ from, to });
  if (fresh.length + gone.length > MAX_CHANGED) return { strings, marks: RangeSet.of(marksOf(state, strings), true) };
  const marks = before.marks.map(changes);
  const stale = [...gone, ...fresh];
  if (stale.length === 0) return { strings, marks };
  const changed = marks.update({
    filterFrom: Math.min(...stale.map(({ from }) => from)),
    filterTo: Math.max(...stale.map(({ to }) => to)),
    filter: (from, to) => !stale.some((place) => from < place.to && to > place.from),
    add: marksOf(state, fresh),
    sort: true,
  });
  return { strings, marks: changed };
}

const plugin = ViewPlugin.fromClass(
  class {
    found: Coloured;

    constructor(view: EditorView) {
      this.found = colour(view.state, view.visibleRanges);
    }

    update(update: ViewUpdate): void {
      const { state, view, changes } = update;
      if (update.viewportChanged) this.found = colour(state, view.visibleRanges);
      else if (update.docChanged || syntaxTree(update.startState) !== syntaxTree(state)) this.found = recolour(this.found, changes, state, view.visibleRanges);
    }
  },
  { decorations: ({ found }) => found.marks },
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

/**
 * The text editor, in a chunk of its own: CodeMirror with our colours, problem rows under their lines, the selected
 * state's lines marked, and the engine's help where the text is a definition. It must not know the store.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, Prec, type StateEffect, type Transaction } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder, tooltips } from '@codemirror/view';
import type { Diagnostic, Fix } from '../../shared/protocol.ts';
import { onLanguage } from '../../i18n/t.ts';
import { askRename } from './assist-rename.ts';
import { assistance, type EditorServices } from './assist.ts';
import { withoutEndlessMarks } from './endless-marks.ts';
import { hangingLines } from './hanging-lines.ts';
import { areMarked, markedField, type MarkedRange, setMarked } from './marked-lines.ts';
import { problemField, setProblems } from './problem-rows.ts';
import { stringColours } from './string-colours.ts';
import { tabMoves, toggleTab } from './tab-moves.ts';
import { colours, theme } from './theme.ts';
import { typed } from './typed.ts';
import { editorWords } from './words/load.ts';

export type { MarkedRange } from './marked-lines.ts';
export type { EditorServices } from './assist.ts';

/** How the text is written. */
export type TextFormat = 'json' | 'yaml';

export interface EditorOptions {
  readonly root: ShadowRoot;
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly format: TextFormat;
  /** The engine's help; a text that is no definition has none. */
  readonly services: EditorServices | undefined;
  /** `replaced`: something was put in place of all that stood there. */
  readonly onChange: (text: string, replaced: boolean) => void;
  readonly onFix: (fix: Fix) => void;
  /** The caret moved, by the person. */
  readonly onCaret: (offset: number) => void;
}

/** What changed outside of the editor; what is absent stays as it is. */
export interface EditorChange {
  readonly text?: string;
  readonly problems?: { readonly list: readonly Diagnostic[]; readonly onFix: (fix: Fix) => void };
  /** The lines of the selected state; `scroll` brings them into sight. */
  readonly marked?: { readonly range: MarkedRange | undefined; readonly scroll: boolean };
}

/** How long Tab leaves the editor after Esc. */
const LEAVE_MS = 2_000;

const languageOf = (format: TextFormat): Extension => (format === 'yaml' ? yaml() : json());

const looks: Extension = [
  lineNumbers(),
  foldGutter({ openText: '⌄', closedText: '›' }),
  codeFolding({ placeholderText: ' ⋯ ' }),
  highlightSpecialChars(),
  bracketMatching(),
  highlightSelectionMatches(),
  hangingLines,
  withoutEndlessMarks,
  syntaxHighlighting(colours),
  theme,
  problemField,
  markedField,
  tabMoves,
];

/** Before all others: Esc that also puts away a list or a hover lets Tab leave as well. */
const leaving = Prec.highest(keymap.of([{ key: 'Escape', run: (view) => (view.state.field(tabMoves) || view.setTabFocusMode(LEAVE_MS), false) }]));

const keys = keymap.of([
  { key: 'Ctrl-m', run: toggleTab },
  // The page's own keys.
  ...['Mod-Enter', 'Mod-s', 'F8', 'Shift-F8'].map((key) => ({ key, run: () => false, preventDefault: false })),
  ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter' && binding.key !== 'Escape'),
  ...historyKeymap,
  ...foldKeymap,
  ...searchKeymap,
  indentWithTab,
]);

/** A paste or a drop in place of all text but space. */
function replacesAll(transaction: Transaction): boolean {
  if (!transaction.isUserEvent('input.paste') && !transaction.isUserEvent('input.drop')) return false;
  const { doc } = transaction.startState;
  let kept = doc.toString();
  transaction.changes.iterChanges((from, to) => (kept = doc.sliceString(0, from) + doc.sliceString(to)));
  return kept.trim() === '';
}

function listener(options: EditorOptions): Extension {
  return EditorView.updateListener.of((update) => {
    const fromOutside = update.transactions.some((transaction) => transaction.isUserEvent('set'));
    if (update.docChanged && !fromOutside) options.onChange(update.state.doc.toString(), update.transactions.some(replacesAll));
    if (update.selectionSet && !fromOutside && update.view.hasFocus) options.onCaret(update.state.selection.main.head);
  });
}

export class TextEditor {
  readonly #view: EditorView;
  readonly #services: EditorServices | undefined;
  readonly #language = new Compartment();
  readonly #phrases = new Compartment();
  readonly #stop: () => void;
  #format: TextFormat;
  #hasProblems = false;

  constructor(options: EditorOptions) {
    this.#format = options.format;
    this.#services = options.services;
    this.#view = new EditorView({
      root: options.root,
      parent: options.parent,
      state: EditorState.create({ doc: options.text, extensions: this.#extensions(options) }),
    });
    // Lines become higher or lower with the page's density: the numbers beside them shall stay beside them.
    const resized = new ResizeObserver(() => this.#view.requestMeasure());
    resized.observe(this.#view.contentDOM);
    const unsubscribe = onLanguage(() => this.#translate());
    this.#stop = () => {
      resized.disconnect();
      unsubscribe();
    };
    this.#translate();
  }

  #extensions(options: EditorOptions): Extension {
    const { services } = options;
    return [
      services === undefined ? [] : [assistance(services, options.onFix, () => void this.format()), stringColours],
      looks,
      history(),
      indentOnInput(),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      search({ top: true }),
      tooltips({ position: 'absolute' }),
      this.#language.of(languageOf(options.format)),
      this.#phrases.of([]),
      placeholder(options.placeholder),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': options.label, spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off' }),
      leaving,
      typed,
      keys,
      listener(options),
    ];
  }

  /** CodeMirror's own words in the page's language; English ones stay when they cannot be had. */
  #translate(): void {
    void editorWords().then(
      ({ phrases }) => this.#view.dispatch({ effects: this.#phrases.reconfigure(EditorState.phrases.of({ ...phrases })) }),
      () => undefined,
    );
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /**
   * Takes over what changed outside, all in one step: each step of its own would have the browser lay out the page.
   * Undo brings an old text back; only what differs is replaced, so the caret stays.
   */
  show({ text, problems, marked }: EditorChange): void {
    const changes = text === undefined ? undefined : this.#changes(text);
    const length = text === undefined ? this.#view.state.doc.length : text.length;
    const effects: StateEffect<unknown>[] = [];
    if (problems !== undefined && (problems.list.length > 0 || this.#hasProblems)) {
      this.#hasProblems = problems.list.length > 0;
      effects.push(setProblems.of({ problems: problems.list, onFix: problems.onFix }));
    }
    if (marked !== undefined) {
      const { range, scroll } = marked;
      if (changes !== undefined || !areMarked(this.#view.state, range)) effects.push(setMarked.of(range));
      if (range !== undefined && scroll && range.from <= length) effects.push(EditorView.scrollIntoView(range.from, { y: 'start', yMargin: 60 }));
    }
    if (changes === undefined && effects.length === 0) return;
    this.#view.dispatch({ ...(changes === undefined ? {} : { changes, userEvent: 'set' }), effects });
  }

  #replace(text: string, userEvent: string): void {
    const changes = this.#changes(text);
    if (changes !== undefined) this.#view.dispatch({ changes, userEvent });
  }

  #changes(text: string): { from: number; to: number; insert: string } | undefined {
    const old = this.text;
    if (old === text) return undefined;
    let from = 0;
    while (from < old.length && from < text.length && old.charCodeAt(from) === text.charCodeAt(from)) from += 1;
    let end = 0;
    const room = Math.min(old.length, text.length) - from;
    while (end < room && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end += 1;
    return { from, to: old.length - end, insert: text.slice(from, text.length - end) };
  }

  /** Even indentation, or the other way to write it; a text with mistakes stays as it is. */
  async format(as?: TextFormat): Promise<void> {
    const { text } = this;
    const formatted = await this.#services?.format(text, as).catch(() => undefined);
    if (formatted !== undefined && this.text === text) this.#replace(formatted, 'input.format');
  }

  setFormat(format: TextFormat): void {
    if (format === this.#format) return;
    this.#format = format;
    this.#view.dispatch({ effects: this.#language.reconfigure(languageOf(format)) });
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

  /** Asks for another name of the state whose name stands there. */
  rename(at: number): void {
    this.reveal(at, at, true);
    if (this.#services !== undefined) void askRename(this.#services, this.#view, at);
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#stop();
    this.#view.destroy();
  }
}

import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { ensureSyntaxTree } from '@codemirror/language';
import { type ChangeSpec, EditorState, type RangeSet } from '@codemirror/state';
import type { Decoration } from '@codemirror/view';
import { describe, expect, it } from 'vitest';
import { hang, rehang } from './hanging-lines.ts';
import { areMarked, markedField, setMarked } from './marked-lines.ts';
import { colour, recolour } from './string-colours.ts';

const JSON_TEXT = '{\n  "A": { "Condition": "{% $states.input.a > 1 and $f(2) %}", "b": "plain",\n    "InputPath": "$.a[0].b",\n    "C": ["States.Format(\'x\', $.y)", "{% 1 %}"] },\n  "Z": "$$.Execution.Id"\n}';
const YAML_TEXT = 'A:\n  Condition: "{% $states.input.a %}"\n  Path: $.a.b\n  Long: |\n    {% $x + 1 %}\n  Plain: words\n';

const written = (set: RangeSet<Decoration>): string[] => {
  const found: string[] = [];
  set.between(0, 1e9, (from, to, mark) => void found.push(`${from}-${to} ${(mark.spec as { class: string }).class}`));
  return found;
};

/** Edits as a person makes them, and harder ones: letters, quotes, breaks, pieces taken away or put in. */
function* edits(text: string, count: number): Generator<(length: number) => ChangeSpec> {
  let seed = 7;
  const noise = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const pieces = [' ', '\n', '"', 'x', '{%', '$.', '  ', ',\n  "n": "$.m",', text.slice(10, 60), '%}"'];
  for (let at = 0; at < count; at += 1) {
    yield (length) => {
      const from = noise(length + 1);
      const to = Math.min(length, from + (noise(3) === 0 ? noise(12) : 0));
      const second = noise(4) === 0 && to < length ? [{ from: to + noise(length - to), insert: pieces[noise(pieces.length)] ?? '' }] : [];
      return [{ from, to, insert: noise(4) === 0 ? '' : (pieces[noise(pieces.length)] ?? '') }, ...second];
    };
  }
}

describe('what is typed', () => {
  it.each([['JSON', JSON_TEXT, json()], ['YAML', YAML_TEXT, yaml()]])('leaves the marks of %s as they would be of the whole text', (_name, text, language) => {
    for (let round = 0; round < 4; round += 1) {
      let state = EditorState.create({ doc: text, extensions: [language] });
      ensureSyntaxTree(state, state.doc.length, 5_000);
      const all = (): { from: number; to: number }[] => [{ from: 0, to: state.doc.length }];
      let colours = colour(state, all());
      let lines = hang(state.doc, all());
      for (const edit of [...edits(text, 60 + round)].slice(round)) {
        const { changes, state: next } = state.update({ changes: edit(state.doc.length) });
        state = next;
        ensureSyntaxTree(state, state.doc.length, 5_000);
        colours = recolour(colours, changes, state, all());
        expect(written(colours.marks)).toEqual(written(colour(state, all()).marks));
        lines = rehang(lines, changes, state.doc) ?? hang(state.doc, all());
        expect(written(lines)).toEqual(written(hang(state.doc, all())));
      }
    }
  });

  it('touches nothing of the strings and lines beside it', () => {
    const state = EditorState.create({ doc: JSON_TEXT, extensions: [json()] });
    ensureSyntaxTree(state, state.doc.length, 5_000);
    const all = [{ from: 0, to: state.doc.length }];
    const before = colour(state, all);
    const at = JSON_TEXT.indexOf('plain');
    const { changes, state: next } = state.update({ changes: { from: at, insert: 'x' } });
    expect(written(recolour(before, changes, next, [{ from: 0, to: next.doc.length }]).marks).length).toBe(written(before.marks).length);
    expect(rehang(hang(state.doc, all), changes, next.doc)).toBeDefined();
    // A change of the whole text is no typing.
    const whole = state.update({ changes: { from: 0, to: state.doc.length, insert: 'x'.repeat(20_000) } });
    expect(rehang(hang(state.doc, all), whole.changes, whole.state.doc)).toBeUndefined();
  });
});

describe('the lines of the selected state', () => {
  const state = EditorState.create({ doc: 'a\nb\nc\nd', extensions: [markedField] });
  const marked = state.update({ effects: setMarked.of({ from: 2, to: 5 }) }).state;
  const typed = marked.update({ changes: { from: 3, insert: 'x' } }).state;
  const broken = marked.update({ changes: { from: 3, insert: '\n' } }).state;

  it.each([
    ['none, where none are', state, undefined, true],
    ['none, where some are', marked, undefined, false],
    ['the same', marked, { from: 2, to: 5 }, true],
    ['others', marked, { from: 0, to: 5 }, false],
    ['the same with a letter more', typed, { from: 2, to: 6 }, true],
    ['one more between them', broken, { from: 2, to: 6 }, false],
  ])('are known to be marked: %s', (_name, now, range, expected) => expect(areMarked(now, range)).toBe(expected));
});

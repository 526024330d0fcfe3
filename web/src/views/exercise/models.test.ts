import { describe, expect, it } from 'vitest';
import { answerText, NO_ANSWER, numberOf, withOption, withState } from './answer.ts';
import { type ExerciseInfo, OWN_COURSE, readExercise, readPack, wordsIn } from './course.ts';
import { clockText, draw, type Exam, isSeed, timeLeft } from './exam.ts';
import { matching, nextOf, NO_FILTER } from './filter.ts';
import { blocksOf, type Facts, factsIn, spansOf } from './markup.ts';
import { en } from './messages/en.ts';
import { ja } from './messages/ja.ts';
import { ko } from './messages/ko.ts';
import { packAddress } from './packs.ts';
import { Progress, PROGRESS_KEY } from './progress.ts';
import { came, type Say, wanted } from './sentences.ts';

const FACTS: Facts = { events: { value: 25_000, as_of: '2026-11', source: 'quotas' }, price: { value: 0.025, format: 'usd', as_of: '2026-11', source: 'pricing' } };
const say: Say = (key, values = {}) => Object.entries(values).reduce<string>((text, [name, value]) => text.replace(`{${name}}`, String(value)), en[key]);

function storage(): Storage {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) } as unknown as Storage;
}

describe('texts', () => {
  it('have four marks and facts in the reader’s language', () => {
    expect(spansOf('a `b` **c** {{events}} {{gone}} {% $x %}', FACTS, 'en').map((span) => `${span.kind}:${span.text}`)).toEqual([
      'text:a ', 'code:b', 'text: ', 'strong:c', 'text: ', 'fact:25,000', 'text: ', 'text:{{gone}}', 'text: {% $x %}',
    ]);
    expect(spansOf('{{price}}', FACTS, 'en')[0]?.text).toBe('$0.025');
    expect(factsIn(['{{events}} {{events}}', '{{price}} {{gone}}'], FACTS).map(({ name }) => name)).toEqual(['events', 'price']);
  });
  it('are paragraphs and lists, and never markup', () => {
    const blocks = blocksOf('one\n\ntwo:\n- a\n- `b`\n\n<b>x</b>', FACTS, 'en');
    expect(blocks.map((block) => (block.kind === 'list' ? block.items.length : block.spans.map((span) => span.text).join('')))).toEqual(['one', 'two:', 2, '<b>x</b>']);
  });
});

describe('answers', () => {
  it('read numbers as people type them', () => {
    expect(['14', ' 1,000 ', '1.52', '1,52', '$200', '１４', '.5', '-3'].map(numberOf)).toEqual([14, 1000, 1.52, 1.52, 200, 14, 0.5, -3]);
    expect(['', 'x', '1.2.3', '14 s', '1e3'].map(numberOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
  it('go to the engine without what is no number', () => {
    expect(JSON.parse(answerText({ ...NO_ANSWER, numbers: { a: '2', b: 'two' } }))).toEqual({ json: '', path: [], number: { a: 2 }, choice: [] });
  });
  it('take the last state back, and one option or several', () => {
    expect(withState(['A'], 'B')).toEqual(['A', 'B']);
    expect(withState(['A', 'B'], 'B')).toEqual(['A']);
    expect(withOption(['a'], 'b', false)).toEqual(['b']);
    expect(withOption(['c'], 'a', true)).toEqual(['a', 'c']);
    expect(withOption(['a', 'c'], 'a', true)).toEqual(['c']);
  });
});

describe('progress', () => {
  it('keeps what is solved, whatever is reset or imported', () => {
    const kept = storage();
    const progress = new Progress(kept);
    progress.solve('A-01', 5);
    progress.solve('A-01', 9);
    progress.change('A-01', { hints: 2, work: { definition: '{}' } });
    progress.resetWork('A-01');
    expect(progress.of('A-01')).toEqual({ solvedAt: 5 });
    const other = new Progress(storage());
    other.solve('B-01', 3);
    expect(other.importText(progress.exportText())).toBe(true);
    expect(other.count(['A-01', 'B-01', 'C-01'])).toBe(2);
    expect(new Progress(kept).isSolved('A-01')).toBe(true);
    other.resetAll();
    expect(other.solved).toBe(0);
  });
  it('takes nothing from what is no progress', () => {
    const kept = storage();
    kept.setItem(PROGRESS_KEY, '{"exercises": {"A-01": 5, "B-01": {"solvedAt": "x", "hints": 99, "work": {"definition": 3}}}}');
    const progress = new Progress(kept);
    expect(progress.isSolved('A-01') || progress.isSolved('B-01')).toBe(false);
    for (const text of ['', '{}', '[]', '{"format": "other", "format_version": 1}', '{"format": "stepthrough-progress", "format_version": 2}']) expect(progress.importText(text), text).toBe(false);
  });
});

describe('the course', () => {
  const info = (id: string, more: Partial<ExerciseInfo> = {}): ExerciseInfo => ({ id, topic: id.charAt(0), kind: 'fix', level: 1, exam: ['DVA1'], title: { en: `Title ${id}`, ja: `題 ${id}` }, ...more });

  it('has texts in every language, and every exercise of every track', async () => {
    for (const { id, title } of OWN_COURSE.exercises) expect(Object.keys(title).sort(), id).toEqual(['en', 'ja', 'ko']);
    const ids = OWN_COURSE.exercises.map(({ id }) => id);
    for (const track of OWN_COURSE.tracks) expect(track.exercises.filter((id) => !ids.includes(id)), track.id).toEqual([]);
    const exercise = await OWN_COURSE.load('A-01');
    expect(exercise?.texts('ko').isSource).toBe(false);
    expect(exercise?.texts('fr').texts.title).toBe(wordsIn({ en: 'Hello, state machine' }, 'fr'));
    expect(await OWN_COURSE.load('Z-99')).toBeUndefined();
  });
  it('is filtered by exam, topic, kind, level and words of any width', () => {
    const all = [info('A-01'), info('B-01', { kind: 'choose', level: 2, exam: ['SAA1'] })];
    const ids = (filter: Partial<typeof NO_FILTER>): string => matching(all, { ...NO_FILTER, ...filter }, 'ja').map(({ id }) => id).join();
    expect([ids({}), ids({ exam: 'SAA' }), ids({ topic: 'A' }), ids({ kind: 'choose' }), ids({ level: 2 }), ids({ words: 'ｔｉｔｌｅ b' }), ids({ words: '題 a-01' })]).toEqual(['A-01,B-01', 'B-01', 'A-01', 'B-01', 'B-01', 'B-01', 'A-01']);
  });
  it('goes on with what is not solved', () => {
    const solved = new Set(['B']);
    const is = (id: string): boolean => solved.has(id);
    expect(nextOf(['A', 'B', 'C'], 'A', is)).toBe('C');
    expect(nextOf(['A', 'B', 'C'], 'C', is)).toBe('A');
    expect(nextOf(['A', 'B'], 'A', () => true)).toBe('B');
    expect(nextOf(['A', 'B'], 'B', () => true)).toBeUndefined();
  });
  it('may come from others, and bad parts of it are left out', () => {
    const pack = readPack(JSON.stringify({ id: 'p', title: { en: 'P' }, exercises: [{ exercise: { id: 'x', kind: 'fix' } }, { exercise: { id: 'y', kind: 'dance' } }, 7] }));
    expect(pack?.exercises.map(({ id }) => id)).toEqual(['x']);
    expect(readPack('[]')).toBeUndefined();
    expect(readExercise(null)).toBeUndefined();
  });
  it('fetches packs by https only, or from its own server', () => {
    const page = 'http://127.0.0.1:4000/';
    expect(packAddress('https://example.com/p.json', page)?.host).toBe('example.com');
    expect(packAddress('packs/p.json', page)?.pathname).toBe('/packs/p.json');
    for (const bad of ['http://example.com/p.json', 'javascript:alert(1)', 'https://user:pw@example.com/', 'data:application/json,{}']) expect(packAddress(bad, page), bad).toBeUndefined();
  });
});

describe('exams', () => {
  const pool: ExerciseInfo[] = ['A-01', 'A-02', 'A-03', 'B-01', 'B-02', 'C-01'].map((id) => ({ id, topic: id.charAt(0), kind: 'fix', level: 1, exam: [], title: {} }));

  it('draw the same for the same seed, every topic in turn', () => {
    const drawn = draw(pool, 3, 't', 'seed1');
    expect(draw([...pool].reverse(), 3, 't', 'seed1')).toEqual(drawn);
    expect(new Set(drawn.map((id) => id.charAt(0))).size).toBe(3);
    expect(draw(pool, 99, 't', 'x').sort()).toEqual(pool.map(({ id }) => id));
    expect(new Set(['a', 'b', 'c', 'd', 'e'].map((seed) => draw(pool, 6, 't', seed).join())).size).toBeGreaterThan(1);
    expect(draw([], 5, 't', 'x')).toEqual([]);
  });
  it('count down to nothing', () => {
    const exam: Exam = { track: 't', seed: 's', ids: [], startedAt: 0, endsAt: 60_000, at: 0, results: {}, finishedAt: undefined };
    expect([timeLeft(exam, 0), timeLeft(exam, 99_000), timeLeft({ ...exam, endsAt: undefined }, 0)]).toEqual([60_000, 0, undefined]);
    expect([clockText(60_000), clockText(59_001), clockText(0)]).toEqual(['1:00', '1:00', '0:00']);
    expect([isSeed('k7m2p'), isSeed('A b'), isSeed('')]).toEqual([true, false, false]);
  });
});

describe('sentences', () => {
  it('say what should be and what came', () => {
    const visits = { id: 'runs/0/visits/Work', kind: 'visits', run: 0, subject: 'Work', holds: false, expected: '{"max":3}', actual: '4' };
    expect([wanted(visits, {}, say), came(visits, say)]).toEqual(['Times that Work is entered: at most 3', 'It was 4.']);
    const path = { id: 'runs/1/path', kind: 'path', run: 1, holds: false, expected: '["A","B"]', actual: '["A"]', note: 'waits' };
    expect([wanted(path, {}, say), came(path, say)]).toEqual(['The path is A → B', 'It was A. The execution waits for somebody with a task token.']);
    const json = { id: 'answer/json', kind: 'json', holds: false, note: 'not-json' };
    expect([wanted(json, {}, say), came(json, say)]).toEqual(['The JSON is right', 'This is not JSON yet.']);
    const number = { id: 'answer/number/s', kind: 'number', subject: 's', holds: false, actual: '6' };
    expect([wanted(number, { s: 'Seconds' }, say), came(number, say)]).toEqual(['Seconds', 'Not yet.']);
  });
  it('have every key in every language', () => {
    for (const table of [ja, ko]) {
      expect(Object.keys(table)).toEqual(Object.keys(en));
      for (const [key, words] of Object.entries(table)) {
        const values = (text: string): string => [...text.matchAll(/\{(\w+)/g)].map((found) => found[1]).sort().join();
        expect(values(words.replace(/\{(\w+), plural[^]*/, '{$1}')), key).toBe(values(en[key as keyof typeof en].replace(/\{(\w+), plural, one \{[^}]*\} other \{[^}]*\}\}/g, '{$1}')));
      }
    }
  });
});

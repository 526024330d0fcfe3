/** Where exercises come from: our own course, loaded topic by topic, or a pack that somebody else has written. */
import { exercises, facts, topics, tracks } from 'virtual:exercises';
import { isRecord, parseJson, stringOr } from '../../shared/guard.ts';
import type { Fact, Facts } from './markup.ts';

export const KINDS = ['build', 'fix', 'cheaper', 'mock', 'predict-output', 'predict-path', 'predict-number', 'choose'] as const;
export type Kind = (typeof KINDS)[number];

/** A text in each language that there is. */
export type Words = Readonly<Record<string, string>>;

export interface Topic {
  readonly id: string;
  readonly title: Words;
}

export interface Track {
  readonly id: string;
  readonly title: Words;
  readonly about?: Words;
  readonly exercises: readonly string[];
  readonly exam?: { readonly questions: number; readonly minutes: number };
}

/** What the list shows of an exercise. */
export interface ExerciseInfo {
  readonly id: string;
  readonly topic: string;
  readonly kind: Kind;
  readonly level: number;
  readonly exam: readonly string[];
  readonly title: Words;
}

/** The texts of an exercise in one language. */
export interface Texts {
  readonly title: string;
  readonly goal: string;
  readonly situation: string;
  readonly task: string;
  readonly explanation: string;
  readonly hints: readonly string[];
  readonly options: Words;
  readonly numbers: Words;
  readonly wrong: Words;
}

/** A run of a check, as far as the page shows it. */
export interface RunOfCheck {
  readonly input: unknown;
  readonly mocks: unknown;
}

/** An exercise, ready to be opened. */
export interface Exercise {
  readonly info: ExerciseInfo;
  /** JSON text of the bundle, for the engine. */
  readonly bundle: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly executionName: string;
  readonly runs: readonly RunOfCheck[];
  /** What the answer has: `json`, `path`, `number`, `choice`. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** The text of a file beside `exercise.json`. */
  readonly file: (name: string) => string | undefined;
  readonly texts: (language: string) => { readonly texts: Texts; readonly isSource: boolean };
}

export interface Course {
  /** Empty for ours; the pack's id for others. */
  readonly pack: string;
  readonly title: Words;
  readonly topics: readonly Topic[];
  readonly tracks: readonly Track[];
  readonly facts: Facts;
  readonly exercises: readonly ExerciseInfo[];
  readonly load: (id: string) => Promise<Exercise | undefined>;
}

/** A text in a language, English where it is missing, and whatever there is where even that is missing. */
export function wordsIn(words: Words, language: string): string {
  return words[language] ?? words['en'] ?? Object.values(words)[0] ?? '';
}

/** The exercises of the page itself. */
export const OWN_COURSE: Course = {
  pack: '',
  title: { en: 'Stepthrough' },
  topics,
  tracks: tracks.map((track) => ({ ...track, exercises: idsOf(track.exercises, exercises) })),
  facts,
  exercises,
  load: async (id) => {
    const topic = topics.find((candidate) => candidate.id === exercises.find((info) => info.id === id)?.topic);
    const bundle = topic === undefined ? undefined : (await topic.load()).default[id];
    return bundle === undefined ? undefined : readExercise(bundle);
  },
};

/** Tracks name exercises, or whole topics by their letter. */
function idsOf(names: readonly string[], all: readonly ExerciseInfo[]): string[] {
  return names.flatMap((name) => all.filter((info) => info.id === name || info.topic === name).map((info) => info.id));
}

/** A pack whose text the engine has validated. Undefined when it is no pack all the same. */
export function readPack(text: string): Course | undefined {
  const pack = parseJson(text);
  if (!isRecord(pack) || !Array.isArray(pack['exercises'])) return undefined;
  const bundles = pack['exercises'] as readonly unknown[];
  const all = bundles.map(readExercise).filter((exercise) => exercise !== undefined);
  const list = Array.isArray(pack['tracks']) ? (pack['tracks'] as readonly unknown[]) : [];
  return {
    pack: stringOr(pack['id'], 'pack', 64),
    title: readWords(pack['title']),
    topics: [],
    tracks: list.filter(isRecord).map((track) => ({
      id: stringOr(track['id'], ''),
      title: readWords(track['title']),
      about: readWords(track['about']),
      exercises: stringsOf(track['exercises']),
      ...(isRecord(track['exam']) ? { exam: { questions: Number(track['exam']['questions']), minutes: Number(track['exam']['minutes']) } } : {}),
    })),
    facts: readFacts(pack['facts']),
    exercises: all.map((exercise) => exercise.info),
    load: (id) => Promise.resolve(all.find((exercise) => exercise.info.id === id)),
  };
}

/** An exercise's bundle: `{exercise, files, texts}`. */
export function readExercise(bundle: unknown): Exercise | undefined {
  if (!isRecord(bundle) || !isRecord(bundle['exercise'])) return undefined;
  const { exercise } = bundle;
  const kind = KINDS.find((candidate) => candidate === exercise['kind']);
  const id = stringOr(exercise['id'], '', 64);
  if (kind === undefined || id === '') return undefined;
  const files = isRecord(bundle['files']) ? bundle['files'] : {};
  const texts = isRecord(bundle['texts']) ? bundle['texts'] : {};
  const check = isRecord(exercise['check']) ? exercise['check'] : {};
  const config = isRecord(exercise['config']) ? exercise['config'] : {};
  const runs = Array.isArray(check['runs']) ? (check['runs'] as readonly unknown[]).filter(isRecord) : [];
  const level = Number(exercise['level']);
  const title = Object.fromEntries(Object.entries(texts).map(([language, words]) => [language, isRecord(words) ? stringOr(words['title'], id) : id]));
  return {
    info: { id, topic: id.split('-')[0] ?? '', kind, level: level >= 1 && level <= 3 ? level : 1, exam: stringsOf(exercise['exam']), title },
    bundle: JSON.stringify({ exercise, files }),
    type: config['type'] === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    executionName: stringOr(config['name'], 'run-1', 80),
    runs: runs.map((run) => ({ input: run['input'] ?? {}, mocks: run['mocks'] ?? {} })),
    answer: isRecord(check['answer']) ? check['answer'] : {},
    file: (name) => {
      const file = files[name];
      return file === undefined ? undefined : typeof file === 'string' ? file : JSON.stringify(file, null, 2);
    },
    texts: (language) => textsIn(texts, language),
  };
}

/** English stands in for every text that is missing; `isSource` says that something had to. */
function textsIn(all: Readonly<Record<string, unknown>>, language: string): { texts: Texts; isSource: boolean } {
  const source = readTexts(all['en'] ?? Object.values(all)[0]);
  const own = readTexts(all[language]);
  const missing = all[language] === undefined || own.title === '' || own.task === '';
  const pick = (name: 'title' | 'goal' | 'situation' | 'task' | 'explanation'): string => (own[name] === '' ? source[name] : own[name]);
  return {
    texts: {
      title: pick('title'),
      goal: pick('goal'),
      situation: pick('situation'),
      task: pick('task'),
      explanation: pick('explanation'),
      hints: own.hints.length === 0 ? source.hints : own.hints,
      options: { ...source.options, ...own.options },
      numbers: { ...source.numbers, ...own.numbers },
      wrong: { ...source.wrong, ...own.wrong },
    },
    isSource: missing,
  };
}

function readTexts(value: unknown): Texts {
  const texts = isRecord(value) ? value : {};
  const text = (name: string): string => stringOr(texts[name], '');
  return {
    title: text('title'),
    goal: text('goal'),
    situation: text('situation'),
    task: text('task'),
    explanation: text('explanation'),
    hints: stringsOf(texts['hints']),
    options: readWords(texts['options']),
    numbers: readWords(texts['numbers']),
    wrong: readWords(texts['wrong']),
  };
}

function readWords(value: unknown): Words {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter((item) => typeof item === 'string') : [];
}

function readFacts(value: unknown): Facts {
  if (!isRecord(value)) return {};
  const fact = (entry: unknown): Fact[] => {
    if (!isRecord(entry) || typeof entry['value'] !== 'number') return [];
    return [{ value: entry['value'], as_of: stringOr(entry['as_of'], ''), source: stringOr(entry['source'], ''), ...(entry['format'] === 'usd' ? { format: 'usd' } : {}) }];
  };
  return Object.fromEntries(Object.entries(value).flatMap(([name, entry]) => fact(entry).map((found) => [name, found])));
}

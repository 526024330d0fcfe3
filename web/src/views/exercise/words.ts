/** The words of exercises: loaded with them, and again when the page takes another language. */
import { formatMessage, type MessageValues } from '../../i18n/format-message.ts';
import { currentLanguage, onLanguage } from '../../i18n/t.ts';
import type { ExerciseWords } from './messages/en.ts';

export type WordKey = keyof ExerciseWords;

const LOADERS: Readonly<Record<string, () => Promise<ExerciseWords>>> = {
  en: () => import('./messages/en.ts').then((chunk) => chunk.en),
  ja: () => import('./messages/ja.ts').then((chunk) => chunk.ja),
  ko: () => import('./messages/ko.ts').then((chunk) => chunk.ko),
};

let words: ExerciseWords | undefined;
let loaded = '';
const listeners = new Set<() => void>();

/** Loads the words of the page's language, and keeps them in step with it. */
export async function loadWords(): Promise<void> {
  const language = currentLanguage();
  if (loaded === language) return;
  const table = await (LOADERS[language] ?? LOADERS['en'])?.().catch(() => undefined);
  if (table === undefined || currentLanguage() !== language) return;
  words = table;
  loaded = language;
  for (const listener of [...listeners]) listener();
}

onLanguage(() => void loadWords());

/** Calls `listener` when other words are there; returns the way to stop. */
export function onWords(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The words of a key, with values filled in. */
export function x(key: WordKey, values: MessageValues = {}): string {
  return formatMessage(words?.[key] ?? '', values, currentLanguage());
}

/** Loads the editor's words in the page's language, once each. */
import { currentLanguage } from '../../../i18n/t.ts';
import type { EditorWords } from './words.ts';

const LOADERS: Readonly<Record<string, () => Promise<EditorWords>>> = {
  en: () => import('./en.ts').then((chunk) => chunk.words),
  ja: () => import('./ja.ts').then((chunk) => chunk.words),
  ko: () => import('./ko.ts').then((chunk) => chunk.words),
};

const loaded = new Map<string, Promise<EditorWords>>();

/** The words in the language in use. Rejects when they cannot be fetched; the next call tries again. */
export function editorWords(): Promise<EditorWords> {
  const language = currentLanguage() in LOADERS ? currentLanguage() : 'en';
  const load = LOADERS[language] ?? (() => import('./en.ts').then((chunk) => chunk.words));
  const found = loaded.get(language) ?? load();
  loaded.set(language, found);
  found.catch(() => loaded.delete(language));
  return found;
}

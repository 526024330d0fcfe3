/** The languages of the page: which there are, which one to take, and how its texts are loaded. */
import { type Messages, useLanguage } from './t.ts';

export type Language = 'en' | 'ja' | 'ko';
/** What a person chooses: a language, or the browser's. */
export type LanguageChoice = 'system' | Language;

/** Each language under its own name. */
export const LANGUAGES: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'ja', name: '日本語' },
  { id: 'ko', name: '한국어' },
];

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => import('./messages/en/index.ts').then((chunk) => chunk.en),
  ja: () => import('./messages/ja/index.ts').then((chunk) => chunk.ja),
  ko: () => import('./messages/ko/index.ts').then((chunk) => chunk.ko),
};

/** The language of a choice: the browser's first one that we have, else English. */
export function languageOf(choice: LanguageChoice, browser: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const wanted of browser) {
    const found = LANGUAGES.find((language) => wanted.toLowerCase().split('-')[0] === language.id);
    if (found !== undefined) return found.id;
  }
  return 'en';
}

let wanted: Language | undefined;

/** Loads a language's texts and takes them into use, unless another was asked for since. False when they cannot be had. */
export async function loadLanguage(language: Language): Promise<boolean> {
  wanted = language;
  try {
    const messages = await LOADERS[language]();
    if (wanted === language) useLanguage(language, messages);
    return true;
  } catch {
    return false;
  }
}

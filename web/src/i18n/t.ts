/** Finds a message by its key and fills its values in. Keys are checked by the compiler against the English source. */
import type { en } from './messages/en/index.ts';
import { formatMessage, type MessageValues } from './format-message.ts';

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;
/** An area's texts in another language: every key of the source, and no other. */
export type Translation<Source> = { readonly [Key in keyof Source]: string };

let language = 'en';
let messages: Partial<Messages> = {};
const listeners = new Set<() => void>();

/** Takes another language, and has everything that watches drawn again; the language in use changes nothing. */
export function useLanguage(code: string, table: Messages): void {
  if (code === language && table === messages) return;
  language = code;
  messages = table;
  for (const listener of [...listeners]) listener();
}

/** Calls `listener` when another language is taken; returns the way to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** BCP 47 code of the language in use, for `Intl` and the `lang` attribute. */
export function currentLanguage(): string {
  return language;
}

/** The message in the language in use; before any language is there, its key. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  return formatMessage(messages[key] ?? key, values, language);
}

/** Finds a message by its key and fills its values in. Keys are checked by the compiler against the English source. */
import { en } from './messages/en.ts';
import { formatMessage, type MessageValues } from './format-message.ts';

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;

let language = 'en';
let messages: Messages = en;

/** Takes another language; texts drawn before stay until they are drawn again. */
export function useLanguage(code: string, table: Messages): void {
  language = code;
  messages = table;
}

/** BCP 47 code of the language in use, for `Intl` and the `lang` attribute. */
export function currentLanguage(): string {
  return language;
}

/** The message in the language in use. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  return formatMessage(messages[key], values, language);
}

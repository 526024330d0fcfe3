/**
 * The part of ICU's message format that we use: `{name}` and
 * `{name, plural, =0 {…} one {…} other {…}}` with `#` for the number. Values never become format text themselves.
 */
import { short } from '../shared/short.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function numberWords(value: number, language: string): string {
  // Without groups and fractions every one of our languages writes the same digits, and loads nothing for them.
  if (Number.isInteger(value) && value >= 0 && value < 1_000) return String(value);
  let found = numbers.get(language);
  if (found === undefined) {
    found = new Intl.NumberFormat(language);
    numbers.set(language, found);
  }
  return found.format(value);
}

function pluralRules(language: string): Intl.PluralRules {
  let found = rules.get(language);
  if (found === undefined) {
    found = new Intl.PluralRules(language);
    rules.set(language, found);
  }
  return found;
}

/** Fills a message in. A value that is missing shows as its name in braces, so that the mistake is seen. */
export function formatMessage(message: string, values: MessageValues, language: string): string {
  if (!message.includes('{')) return message;
  let out = '';
  let at = 0;
  while (at < message.length) {
    const open = message.indexOf('{', at);
    if (open < 0) return out + message.slice(at);
    out += message.slice(at, open);
    const close = closingBrace(message, open);
    out += formatPlaceholder(message.slice(open + 1, close), values, language);
    at = close + 1;
  }
  return out;
}

function closingBrace(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at += 1) {
    if (message[at] === '{') depth += 1;
    else if (message[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return message.length;
}

function formatPlaceholder(body: string, values: MessageValues, language: string): string {
  const plural = /^\s*(\w+)\s*,\s*plural\s*,([\s\S]*)$/.exec(body);
  if (plural?.[1] === undefined || plural[2] === undefined) {
    const value = values[body.trim()];
    if (value === undefined) return `{${body}}`;
    return typeof value === 'number' ? numberWords(value, language) : short(value, 1_000);
  }
  const count = Number(values[plural[1]] ?? 0);
  const forms = pluralForms(plural[2]);
  const form = forms.get(`=${count}`) ?? forms.get(pluralRules(language).select(count)) ?? forms.get('other') ?? '';
  return formatMessage(form.replaceAll('#', numberWords(count, language)), values, language);
}

function pluralForms(text: string): Map<string, string> {
  const forms = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) break;
    const close = closingBrace(text, open);
    forms.set(text.slice(at, open).trim(), text.slice(open + 1, close));
    at = close + 1;
  }
  return forms;
}

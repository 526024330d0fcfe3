/** Durations, clocks and sizes as people read them, in the language in use. */
import { currentLanguage } from './t.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.NumberFormat>();

/** The format for the language in use, made once: making one takes longer than a thousand uses of it. */
function formatOf(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const language = currentLanguage();
  const id = `${language} ${key}`;
  let found = formats.get(id);
  if (found === undefined) {
    found = new Intl.NumberFormat(language, options);
    formats.set(id, found);
  }
  return found;
}

function number(value: number, digits: number): string {
  return formatOf(`plain ${digits}`, { maximumFractionDigits: digits, useGrouping: false }).format(value);
}

/** A count where there is little room: `7`, `1.2K`, `1.2만`. */
export function formatCompact(count: number): string {
  return formatOf('compact', { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

function unit(value: number, name: 'day' | 'hour' | 'minute' | 'second' | 'millisecond', digits = 0): string {
  return formatOf(`${name} ${digits}`, {
    style: 'unit',
    unit: name,
    // Narrow Japanese and Korean units are Latin letters.
    unitDisplay: currentLanguage() === 'en' ? 'narrow' : 'short',
    maximumFractionDigits: digits,
  })
    .format(value)
    .replace(/(\d)(\p{L})/u, '$1 $2');
}

/** `2 h 14 m`, `9.4 s`, `120 ms`, `0 s`: at most two units. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms === 0) return unit(0, 'second');
  if (ms < SECOND) return ms < 100 ? unit(ms, 'millisecond') : unit(ms / SECOND, 'second', 2);
  if (ms < MINUTE) return unit(ms / SECOND, 'second', 1);
  // Rounded first: there is no `4 m 60 s`.
  const seconds = Math.round(ms / SECOND) * SECOND;
  if (seconds < HOUR) return pair(Math.floor(seconds / MINUTE), 'minute', (seconds % MINUTE) / SECOND, 'second');
  const minutes = Math.round(ms / MINUTE) * MINUTE;
  if (minutes < DAY) return pair(Math.floor(minutes / HOUR), 'hour', (minutes % HOUR) / MINUTE, 'minute');
  const hours = Math.round(ms / HOUR) * HOUR;
  return pair(Math.floor(hours / DAY), 'day', (hours % DAY) / HOUR, 'hour');
}

function pair(
  big: number,
  bigUnit: 'day' | 'hour' | 'minute',
  small: number,
  smallUnit: 'hour' | 'minute' | 'second',
): string {
  return small === 0 ? unit(big, bigUnit) : `${unit(big, bigUnit)} ${unit(small, smallUnit)}`;
}

/** A clock since the start, tabular: `0.4 s` below a minute, `1:05.0`, `2:14:11.0`. */
export function formatClock(ms: number, digits = 1): string {
  if (ms < MINUTE) return unit(ms / SECOND, 'second', digits);
  const seconds = Math.floor(ms / SECOND);
  const tail = digits > 0 ? `.${Math.floor((ms % SECOND) / 10 ** (3 - digits))}` : '';
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours === 0) return `${minutes}:${two(seconds % 60)}${tail}`;
  return `${hours}:${two(minutes)}:${two(seconds % 60)}${tail}`;
}

/** `412 B`, `1.3 KB`, `2.0 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${number(bytes / 1_000, 1)} KB`;
  return `${number(bytes / 1_000_000, 1)} MB`;
}

/** `83 %`, as the language writes it. */
export function formatPercent(share: number): string {
  return formatOf('percent', { style: 'percent' }).format(share);
}

/** How dates can be written: as the language does, in a certain place's way, or as the service writes them. */
export const DATE_LOCALES = ['', 'en-US', 'en-GB', 'ja-JP', 'ko-KR', 'de-DE', 'fr-FR', 'iso'] as const;

let dateLocale = '';

/** From now on dates are written this way; one of `DATE_LOCALES`. */
export function setDateLocale(locale: string): void {
  dateLocale = locale;
}

/** A moment as date and time, or as the time of day alone. `utc` for moments of the virtual clock. */
export function formatDate(ms: number, utc = false, timeOnly = false): string {
  if (dateLocale === 'iso') return timeOnly ? new Date(ms).toISOString().slice(11, 19) : new Date(ms).toISOString();
  const options: Intl.DateTimeFormatOptions = { ...(timeOnly ? {} : { dateStyle: 'medium' }), timeStyle: 'medium', ...(utc ? { timeZone: 'UTC' } : {}) };
  return new Intl.DateTimeFormat(dateLocale === '' ? currentLanguage() : dateLocale, options).format(ms);
}

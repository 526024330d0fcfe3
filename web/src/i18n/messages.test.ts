import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { formatClock, formatDuration } from './format.ts';
import { formatMessage } from './format-message.ts';
import { languageOf, loadLanguage } from './languages.ts';
import { en } from './messages/en/index.ts';
import { ja } from './messages/ja/index.ts';
import { ko } from './messages/ko/index.ts';
import { currentLanguage, onLanguage, t } from './t.ts';

const OTHERS = { ja, ko } as const;
const FOLDER = new URL('./messages/', import.meta.url);

/** Names of the values that a message takes. */
function valuesOf(message: string): string[] {
  const names = [...message.matchAll(/\{\s*(\w+)\s*(?:,\s*plural\s*,|\})/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

afterAll(() => loadLanguage('en'));

describe.each(Object.entries(OTHERS))('%s', (language, messages) => {
  it('has every key of the source and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort());
  });
  it('takes the same values and lets no text empty', () => {
    for (const [key, source] of Object.entries(en)) {
      const message = messages[key as keyof typeof en];
      expect(message.trim(), key).not.toBe('');
      expect(valuesOf(message), key).toEqual(valuesOf(source));
    }
  });
  it('has an `other` form in every plural', () => {
    for (const [key, message] of Object.entries(messages)) {
      if (!message.includes(', plural,')) continue;
      expect(formatMessage(message, Object.fromEntries(valuesOf(message).map((name) => [name, 7])), language), key).toMatch(/7/);
    }
  });
  it('writes names of fields and events as they are', () => {
    expect(messages['stage.afterResultPath']).toBe('ResultPath');
    expect(messages['inspector.copyHistory']).toContain('GetExecutionHistory');
  });
});

it('keeps one file for each area in each language', () => {
  const areas = readdirSync(new URL('en/', FOLDER)).sort();
  for (const language of Object.keys(OTHERS)) expect(readdirSync(new URL(`${language}/`, FOLDER)).sort()).toEqual(areas);
});

it.each(['en', 'ja', 'ko'])('%s weighs at most 12 KB', (language) => {
  const folder = new URL(`${language}/`, FOLDER);
  const text = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  expect(brotliCompressSync(text).length).toBeLessThan(12_000);
});

it('takes the language of the choice, else of the browser, else English', () => {
  expect(languageOf('ko', ['ja'])).toBe('ko');
  expect(languageOf('system', ['fr-FR', 'ja-JP', 'en'])).toBe('ja');
  expect(languageOf('system', ['de'])).toBe('en');
});

it('switches texts and figures at once, and tells who watches', async () => {
  let told = 0;
  const stop = onLanguage(() => (told += 1));
  expect(await loadLanguage('ja')).toBe(true);
  expect([currentLanguage(), t('header.run'), formatDuration(8_040_000), formatClock(4_200)]).toEqual(['ja', '実行', '2 時間 14 分', '4.2 秒']);
  await Promise.all([loadLanguage('en'), loadLanguage('ko')]);
  expect([currentLanguage(), t('graph.retries', { count: 2 })]).toEqual(['ko', '재시도 2회']);
  stop();
  await loadLanguage('en');
  expect(told).toBe(2);
});

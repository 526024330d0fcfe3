/** The colours of both themes against the ratios that look.md promises, as WCAG 2 computes them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const CSS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Tokens of the rules whose selector fits, later ones over earlier ones. */
function tokens(wanted: (selector: string) => boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, selector = '', body = ''] of CSS.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
    if (!wanted(selector)) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[0-9a-fA-F]{6})\b/g)) found.set(name, value);
  }
  return found;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const light = tokens((selector) => selector.trim().endsWith(':root'));
const dark = new Map([...light, ...tokens((selector) => selector.includes('data-theme="dark"'))]);
const system = new Map([...light, ...tokens((selector) => selector.includes(':not([data-theme'))]);
const STATUSES = ['ns', 'ip', 'wt', 'rt', 'ok', 'ca', 'fa', 'to', 'ab'];

it.each([['light', light], ['dark', dark]] as const)('keeps the ratios of the %s theme', (_theme, colours) => {
  const poor: string[] = [];
  const holds = (front: string, back: string, least: number): void => {
    const [a, b] = [colours.get(front), colours.get(back)];
    if (a === undefined || b === undefined) poor.push(`${front} or ${back} is no colour`);
    else if (ratio(a, b) < least) poor.push(`${front} on ${back}: ${ratio(a, b).toFixed(2)}, not ${least}`);
  };
  for (const ground of ['surface', 'hover', 'bg', 'canvas', 'sunken']) {
    holds('text', ground, 7);
    holds('text2', ground, 4.5);
    holds('text3', ground, 4.5);
    holds('accent-text', ground, 4.5);
    holds('control', ground, 3);
  }
  holds('on-accent', 'accent', 4.5);
  holds('accent', 'surface', 3);
  holds('accent', 'canvas', 3);
  for (const name of ['key', 'string', 'number', 'keyword']) holds(`code-${name}`, 'surface', 4.5);
  for (const status of STATUSES) {
    holds('text', `st-${status}-fill`, 11);
    holds('text2', `st-${status}-fill`, 4.5);
    holds(`st-${status}-word`, `st-${status}-fill`, 4.5);
    holds(`st-${status}-border`, `st-${status}-fill`, 4.4);
    holds(`st-${status}-border`, 'canvas', 4.4);
    holds(`st-${status}-border`, 'surface', 4.4);
  }
  expect(poor).toEqual([]);
});

it('has the same dark theme by choice and by the system', () => {
  expect(system).toEqual(dark);
});

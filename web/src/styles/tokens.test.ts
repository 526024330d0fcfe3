/** The colours of both themes against the ratios that look.md promises, as WCAG 2 computes them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const CSS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Every token that has a colour for each theme: the light one, then the dark one. */
const COLOURS = [...CSS.matchAll(/\s--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name = '', light = '', dark = '']) => ({ name, light, dark }));

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

const STATUSES = ['ns', 'ip', 'wt', 'rt', 'ok', 'ca', 'fa', 'to', 'ab'];

it.each(['light', 'dark'] as const)('keeps the ratios of the %s theme', (theme) => {
  const colours = new Map(COLOURS.map((colour) => [colour.name, colour[theme]]));
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

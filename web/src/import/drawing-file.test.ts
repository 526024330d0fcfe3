import { describe, expect, it } from 'vitest';
import { crc32, definitionOfPng, definitionOfSvg, pngWithDefinition, svgWithDefinition } from './drawing-file.ts';

const DEFINITION = '{"StartAt":"A & <B>","Comment":"日本語 ]]> \\"x\\" </stepthrough:definition>"}\r\n';
/** One white pixel. */
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='), (letter) => letter.charCodeAt(0));

describe('drawings that carry their definition', () => {
  it('give it back, whatever is in it', () => {
    expect(definitionOfSvg(svgWithDefinition('<svg width="1"><g></g></svg>', DEFINITION))).toBe(DEFINITION);
    expect(definitionOfPng(pngWithDefinition(PNG, DEFINITION))).toBe(DEFINITION);
  });
  it('stay whole pictures', () => {
    const out = pngWithDefinition(PNG, DEFINITION);
    expect([out.length > PNG.length, [...out.slice(0, 33)].join()]).toEqual([true, [...PNG.slice(0, 33)].join()]);
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcb_f4_39_26);
  });
  it('carry nothing when they are other or damaged files', () => {
    expect(definitionOfSvg('<svg></svg>')).toBeUndefined();
    expect(definitionOfSvg('<svg><stepthrough:definition')).toBeUndefined();
    expect(definitionOfPng(PNG)).toBeUndefined();
    expect(definitionOfPng(PNG.slice(0, 20))).toBeUndefined();
    expect(pngWithDefinition(new Uint8Array([1, 2, 3]), 'x')).toEqual(new Uint8Array([1, 2, 3]));
  });
});

import { expect, it } from 'vitest';
import { nextHint, placeOf } from './callouts-model.ts';

it('gives each hint once, in order', () => {
  expect([nextHint([]), nextHint(['run']), nextHint(['scrub', 'run', 'other']), nextHint(['run', 'scrub', 'share'])]).toEqual(['run', 'scrub', 'share', undefined]);
});

it('stands beside its target and inside of the window', () => {
  const window = { width: 1000, height: 800 };
  expect(placeOf({ left: 400, top: 10, width: 100, height: 30 }, window)).toEqual({ left: 314, top: 52, arrow: 136, above: false });
  expect(placeOf({ left: 960, top: 700, width: 30, height: 30 }, window)).toEqual({ left: 716, top: 688, arrow: 256, above: true });
  expect(placeOf({ left: 0, top: 10, width: 20, height: 20 }, { width: 240, height: 400 })).toMatchObject({ left: 12, arrow: 16 });
});

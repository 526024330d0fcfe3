/** How a finger on the timeline becomes steps. */
import { expect, it } from 'vitest';
import { Swipe } from './swipe.ts';

it('steps once after a short way, and again with every finger’s width', () => {
  const swipe = new Swipe(100, 50);
  expect([110, 123, 124, 160, 168, 260].map((x) => swipe.move(x, 52))).toEqual([0, 0, 1, 0, 1, 2]);
});

it('goes back when the finger does', () => {
  const swipe = new Swipe(200, 50);
  expect([170, 200, 240].map((x) => swipe.move(x, 50))).toEqual([-1, 1, 1]);
});

it('leaves a list that is scrolled alone, however far it goes aside later', () => {
  const swipe = new Swipe(100, 50);
  expect([[102, 70], [200, 80]].map(([x = 0, y = 0]) => swipe.move(x, y))).toEqual([0, 0]);
  expect(swipe.tap).toBe(false);
});

it('is a tap while the finger rests', () => {
  const swipe = new Swipe(100, 50);
  expect(swipe.move(106, 54)).toBe(0);
  expect(swipe.tap).toBe(true);
});

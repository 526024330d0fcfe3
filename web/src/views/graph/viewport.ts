/** Pan and zoom as arithmetic: which part of the drawing is seen, and how large. */
import type { Box } from './model.ts';

/** Screen = drawing × k + (x, y). */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 3;
/** The first look at a large graph stays readable instead of showing all of it. */
const READABLE_ZOOM = 0.5;
const READABLE_ZOOM_NARROW = 0.75;
/** A pane this narrow has no bars at its top but one button. */
const NARROW = 600;
/** Room of the bars at the top. */
const BAR_LEFT = 270;
const BAR_RIGHT = 215;

/** Shows the whole drawing; never larger than 100 %. */
export function fit(graph: Size, pane: Size, inset = { top: 56, side: 24, bottom: 56 }): View {
  const room = { width: pane.width - 2 * inset.side, height: pane.height - inset.top - inset.bottom };
  const k = clampZoom(Math.min(1, room.width / Math.max(1, graph.width), room.height / Math.max(1, graph.height)));
  return {
    k,
    x: (pane.width - graph.width * k) / 2,
    y: graph.height * k < room.height ? inset.top + Math.max(0, (room.height - graph.height * k) / 3) : inset.top,
  };
}

/** The first look: all of it when that can be read, else its beginning. `bars`: bars lie over the pane's top, however narrow it is. */
export function firstLook(graph: Size, pane: Size, start: Box | undefined, leftToRight = false, bars = false): View {
  const narrow = pane.width < NARROW;
  const top = narrow && !bars ? 16 : 56;
  const all = fit(graph, pane, { top: narrow ? top : 16, side: narrow ? 16 : 24, bottom: 60 });
  if (start === undefined) return all;
  if (all.k < (narrow ? READABLE_ZOOM_NARROW : READABLE_ZOOM)) {
    const k = narrow ? 0.85 : READABLE_ZOOM + 0.15;
    if (leftToRight) return { k, x: (narrow ? 16 : 40) - start.x * k, y: pane.height / 2 - (start.y + start.height / 2) * k };
    return { k, x: pane.width / 2 - (start.x + start.width / 2) * k, y: top - start.y * k };
  }
  // Where the start would lie under one of the bars at the top, all of it moves down.
  const left = start.x * all.k + all.x;
  const clear = narrow || (left > BAR_LEFT && left + start.width * all.k < pane.width - BAR_RIGHT);
  return clear ? all : fit(graph, pane, { top: 56, side: 24, bottom: 60 });
}

/** Zooms by `factor` and keeps the point (px, py) of the pane where it is. */
export function zoomAt(view: View, factor: number, px: number, py: number): View {
  const k = clampZoom(view.k * factor);
  const by = k / view.k;
  return { k, x: px - (px - view.x) * by, y: py - (py - view.y) * by };
}

/** Moves the view just so far that the box is seen with a margin. */
export function reveal(view: View, box: Box, pane: Size, margin = 56): View {
  const left = box.x * view.k + view.x;
  const top = box.y * view.k + view.y;
  return {
    k: view.k,
    x: view.x + shift(left, box.width * view.k, pane.width, margin),
    y: view.y + shift(top, box.height * view.k, pane.height, margin),
  };
}

function shift(start: number, length: number, room: number, margin: number): number {
  if (length + 2 * margin > room) return (room - length) / 2 - start;
  if (start < margin) return margin - start;
  if (start + length > room - margin) return room - margin - length - start;
  return 0;
}

/** Puts the middle of the box into the middle of the pane. */
export function centerOn(view: View, box: Box, pane: Size): View {
  return {
    k: view.k,
    x: pane.width / 2 - (box.x + box.width / 2) * view.k,
    y: pane.height / 2 - (box.y + box.height / 2) * view.k,
  };
}

/** The part of the drawing that is seen, in steps of 256 px and with one step around it, so that it seldom changes. */
export function seen(view: View, pane: Size, step = 256): Box {
  const left = Math.floor(-view.x / view.k / step - 1) * step;
  const top = Math.floor(-view.y / view.k / step - 1) * step;
  const right = Math.ceil((pane.width - view.x) / view.k / step + 1) * step;
  const bottom = Math.ceil((pane.height - view.y) / view.k / step + 1) * step;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function clampZoom(k: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, k));
}

/** All of the drawing is in sight: a map of it would say nothing. */
export function allInSight(layout: Size, view: View, pane: Size): boolean {
  const slack = 24;
  return (
    view.x > -slack && view.y > -slack && view.x + layout.width * view.k < pane.width + slack && view.y + layout.height * view.k < pane.height + slack
  );
}

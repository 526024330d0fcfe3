/** Which hint of the first visit comes next, and where it stands. Plain data. */

export const HINTS = ['run', 'scrub', 'share'] as const;
export type Hint = (typeof HINTS)[number];

export function nextHint(seen: readonly string[]): Hint | undefined {
  return HINTS.find((hint) => !seen.includes(hint));
}

const WIDTH = 272;
const GAP = 12;
const MARGIN = 12;

export interface Place {
  readonly left: number;
  /** Edge of the callout that faces its target. */
  readonly top: number;
  /** From the callout's left edge to the tip of its arrow. */
  readonly arrow: number;
  readonly above: boolean;
}

/** Under its target, or over it in the lower half of the window; never beyond the window's edges. */
export function placeOf(target: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }, room: { readonly width: number; readonly height: number }): Place {
  const middle = target.left + target.width / 2;
  const width = Math.min(WIDTH, room.width - 2 * MARGIN);
  const left = Math.round(Math.max(MARGIN, Math.min(middle - width / 2, room.width - width - MARGIN)));
  const above = target.top + target.height / 2 > room.height / 2;
  const arrow = Math.round(Math.max(16, Math.min(middle - left, width - 16)));
  return { left, top: above ? target.top - GAP : target.top + target.height + GAP, arrow, above };
}

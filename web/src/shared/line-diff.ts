/** Difference of two lists of lines: Myers' shortest edit script, with a bound on the work. */

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  /** Position in the old list (`removed`, `same`) or the new one (`added`). */
  readonly at: number;
}

/** Edits after which two texts count as different altogether. */
const MAX_EDITS = 800;

/** Lines of `after` seen from `before`, removals before additions. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let endBefore = before.length;
  let endAfter = after.length;
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
  }
  const out: DiffLine[] = [];
  for (let at = 0; at < start; at += 1) out.push({ kind: 'same', at });
  out.push(...middle(before.slice(start, endBefore), after.slice(start, endAfter), start));
  for (let at = endBefore; at < before.length; at += 1) out.push({ kind: 'same', at });
  return out;
}

function middle(before: readonly string[], after: readonly string[], offset: number): DiffLine[] {
  const trace = shortestEdits(before, after);
  if (trace === undefined) {
    return [
      ...before.map((_, at): DiffLine => ({ kind: 'removed', at: at + offset })),
      ...after.map((_, at): DiffLine => ({ kind: 'added', at: at + offset })),
    ];
  }
  const out: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const v = trace[d - 1] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = v.get(fromK) ?? 0;
    const fromY = fromX - fromK;
    while (x > fromX && y > fromY && x > 0 && y > 0 && before[x - 1] === after[y - 1]) {
      x -= 1;
      y -= 1;
      out.push({ kind: 'same', at: x + offset });
    }
    if (down) {
      y -= 1;
      out.push({ kind: 'added', at: y + offset });
    } else {
      x -= 1;
      out.push({ kind: 'removed', at: x + offset });
    }
  }
  while (x > 0) {
    x -= 1;
    out.push({ kind: 'same', at: x + offset });
  }
  return out.reverse();
}

/** Furthest reaching points after 0, 1, 2, … edits; undefined beyond `MAX_EDITS`. */
function shortestEdits(before: readonly string[], after: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let v = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(MAX_EDITS, before.length + after.length); d += 1) {
    const next = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1));
      let x = down ? (v.get(k + 1) ?? 0) : (v.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x += 1;
        y += 1;
      }
      next.set(k, x);
      if (x >= before.length && y >= after.length) {
        trace.push(next);
        return trace;
      }
    }
    trace.push(next);
    v = next;
  }
  return undefined;
}

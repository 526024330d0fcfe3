/** The corners of a line. */
export type Points = readonly (readonly [number, number])[];

/** Path data of an orthogonal line with 8-px corners, tighter where its pieces are short. */
export function roundedPath(points: Points, radius = 8): string {
  const first = points[0];
  if (first === undefined) return '';
  let path = `M${num(first[0])} ${num(first[1])}`;
  for (let k = 1; k < points.length; k += 1) {
    const at = points[k];
    const from = points[k - 1];
    const to = points[k + 1];
    if (at === undefined || from === undefined) break;
    if (to === undefined) {
      path += `L${num(at[0])} ${num(at[1])}`;
      break;
    }
    const before = Math.hypot(at[0] - from[0], at[1] - from[1]);
    const after = Math.hypot(to[0] - at[0], to[1] - at[1]);
    const r = Math.min(radius, before / 2, after / 2);
    if (r < 0.5) {
      path += `L${num(at[0])} ${num(at[1])}`;
      continue;
    }
    const startX = at[0] + ((from[0] - at[0]) / before) * r;
    const startY = at[1] + ((from[1] - at[1]) / before) * r;
    const endX = at[0] + ((to[0] - at[0]) / after) * r;
    const endY = at[1] + ((to[1] - at[1]) / after) * r;
    path += `L${num(startX)} ${num(startY)}Q${num(at[0])} ${num(at[1])} ${num(endX)} ${num(endY)}`;
  }
  return path;
}

function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}

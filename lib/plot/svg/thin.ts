/**
 * Reduces the points of a curve to at most four for each of about `places` places along x: the first, the lowest, the
 * highest and the last. At one place per pixel the curve looks the same.
 */
export function thin<Point>(
  points: readonly Point[],
  x: (point: Point) => number,
  y: (point: Point) => number,
  places: number,
): Point[] {
  if (points.length <= 4 * places) return points.slice();
  const start = x(points[0]);
  const step = (x(points[points.length - 1]) - start) / places || 1;
  const kept: Point[] = [];
  for (let from = 0, to = 0; from < points.length; from = to) {
    const place = Math.floor((x(points[from]) - start) / step);
    let [low, high] = [from, from];
    for (to = from; to < points.length && Math.floor((x(points[to]) - start) / step) <= place; to++) {
      if (y(points[to]) < y(points[low])) low = to;
      if (y(points[to]) > y(points[high])) high = to;
    }
    const indices = Array.from(new Set([from, low, high, to - 1])).sort((a, b) => a - b);
    kept.push(...indices.map((i) => points[i]));
  }
  return kept;
}

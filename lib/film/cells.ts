/** Divides `pages` into `cells` runs of nearly equal length. Returns the first page of each, followed by `pages`. */
export function divideIntoCells(pages: number, cells: number): Float64Array {
  return Float64Array.from({ length: cells + 1 }, (_, cell) => Math.floor(cell * pages / cells));
}

/** The cell that contains `page`, given the result of {@linkcode divideIntoCells}. */
export function cellOf(cellStarts: Float64Array, page: number): number {
  const cells = cellStarts.length - 1;
  let cell = Math.min(cells - 1, Math.floor(page * cells / cellStarts[cells]));
  // The starts were rounded down, so the page may be in the next cell.
  while (page >= cellStarts[cell + 1]) cell++;
  while (page < cellStarts[cell]) cell--;
  return cell;
}

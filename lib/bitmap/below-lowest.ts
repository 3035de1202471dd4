/** The mask of all bits below the lowest set bit of `bits`; of all 32 where none is set. */
export function belowLowest(bits: number): number {
  return (bits & -bits) - 1;
}

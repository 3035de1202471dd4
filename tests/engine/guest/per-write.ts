import type { Random } from "../../../lib/random/random.ts";
import type { RatedWorkload, Vm, Workload } from "../../../lib/scenario/types.ts";
import { rangeOf } from "../../../lib/scenario/range.ts";

/** One write of the guest. */
export interface Write {
  seconds: number;
  page: number;
}

/** A slow and simple guest: every single write up to `seconds`, with each part of the workload drawn separately. */
export function everyWrite(vm: Vm, workload: readonly Workload[], seconds: number, random: Random): Write[] {
  return (workload as readonly RatedWorkload[]).flatMap((part) => writesOf(vm, part, seconds, random));
}

function writesOf(vm: Vm, part: RatedWorkload, until: number, random: Random): Write[] {
  const { from, to } = rangeOf(part, vm);
  const pages = to - from;
  const writes: Write[] = [];
  if (part.kind === "sequential") {
    const start = part.startPage ?? random.below(pages);
    for (let k = 1; k <= part.writesPerSecond * until; k++) {
      writes.push({ seconds: k / part.writesPerSecond, page: from + (start + k - 1) % pages });
    }
    return writes;
  }
  const drawPage = pageLaw(part, pages, random);
  let seconds = random.exponential() / part.writesPerSecond;
  while (seconds <= until) {
    writes.push({ seconds, page: from + drawPage() });
    seconds += random.exponential() / part.writesPerSecond;
  }
  return writes;
}

/** Draws the page of one write, 0 to `pages` - 1, from the distribution of its kind. */
function pageLaw(part: Exclude<RatedWorkload, { kind: "sequential" }>, pages: number, random: Random): () => number {
  if (part.kind === "uniform") return () => random.below(pages);
  if (part.kind === "hot-cold") {
    const hot = Math.max(1, Math.round(pages * part.hotFraction));
    return () => random.below(random.uniform() < part.hotShare ? hot : pages);
  }
  if (part.kind !== "power-law") throw new TypeError("Cannot draw single writes of this kind");
  const sums = [0];
  for (let rank = 1; rank <= pages; rank++) sums.push(sums[rank - 1] + rank ** -part.exponent);
  return () => {
    const at = random.uniform() * sums[pages];
    let page = 0;
    while (sums[page + 1] < at) page++;
    return page;
  };
}

/** The pages with a write in (`t0`, `t1`]. */
export function dirtied(writes: readonly Write[], t0: number, t1: number): Set<number> {
  return new Set(writes.filter(({ seconds }) => seconds > t0 && seconds <= t1).map(({ page }) => page));
}

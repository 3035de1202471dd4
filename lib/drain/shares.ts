/** Something that several flows share, such as a network card. */
export interface Resource {
  /** Units per second. */
  capacity: number;
}

/** A flow of data through resources. */
export interface Flow {
  /** Bits per second that it could use at most. */
  demand: number;
  /** Its share of a full resource relative to those of others. */
  weight: number;
  /** The resources that it crosses, and the units of each that a bit takes. */
  uses: readonly { resource: Resource; unitsPerBit: number }[];
}

/**
 * Max-min fair rates: all flows rise together, each at the pace of its weight; a flow stops at its demand or with the first of its resources that is used
 * up, and leaves the rest to the others (Bertsekas and Gallager, Data Networks, section 6.5.2).
 *
 * @returns bits per second of each flow
 */
export function maxMinRates(flows: readonly Flow[]): number[] {
  const rates = flows.map(() => 0);
  const rising = new Set(flows.keys());
  const left = new Map<Resource, number>();
  for (const { uses } of flows) for (const { resource } of uses) left.set(resource, resource.capacity);
  let level = 0;
  while (rising.size > 0) {
    const weight = new Map<Resource, number>();
    for (const i of rising) {
      for (const { resource, unitsPerBit } of flows[i].uses) {
        weight.set(resource, (weight.get(resource) ?? 0) + flows[i].weight * unitsPerBit);
      }
    }
    let next = Infinity;
    for (const i of rising) next = Math.min(next, flows[i].demand / flows[i].weight);
    for (const [resource, units] of weight) next = Math.min(next, level + left.get(resource)! / units);
    next = Math.max(next, level);
    for (const [resource, units] of weight) left.set(resource, left.get(resource)! - (next - level) * units);
    level = next;
    const full = new Set<Resource>();
    for (const [resource] of weight) if (left.get(resource)! <= resource.capacity * 1e-12) full.add(resource);
    const before = rising.size;
    for (const i of [...rising]) {
      if (
        flows[i].demand <= level * flows[i].weight * (1 + 1e-15) ||
        flows[i].uses.some(({ resource }) => full.has(resource))
      ) {
        rates[i] = Math.min(level * flows[i].weight, flows[i].demand);
        rising.delete(i);
      }
    }
    // Flows without a resource and without a limit never stop.
    if (rising.size === before) break;
  }
  for (const i of rising) rates[i] = Infinity;
  return rates;
}

/** The rate that flow `i` would have if it could use any rate, beside the others. */
export function offeredRate(flows: readonly Flow[], i: number): number {
  return maxMinRates(flows.map((flow, j) => j === i ? { ...flow, demand: Infinity } : flow))[i];
}

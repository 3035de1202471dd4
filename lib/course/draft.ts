import type { Random } from "../random/random.ts";
import { ETHERNET_EFFICIENCY } from "../scenario/framing.ts";
import type { ScenarioInput } from "../scenario/types.ts";

/** A problem before it has a topic and a seed. */
export interface Draft {
  question: string;
  unit: string;
  scenario: ScenarioInput;
  /** Computes the answer. Called at most once. */
  answer(): { value: number; tolerance: number; explanation: string };
}

/** Bytes of a page on the wire: 8 of header, 4096 of content. */
export const PAGE_ON_WIRE = 4104;

/** Pages per second that a link carries. */
export function pagesPerSecond(bandwidthBitsPerSecond: number, efficiency: number = ETHERNET_EFFICIENCY): number {
  return bandwidthBitsPerSecond / 8 * efficiency / PAGE_ON_WIRE;
}

/** An item of a list, all with the same probability. */
export function pick<Item>(random: Random, list: readonly Item[]): Item {
  return list[random.below(list.length)];
}

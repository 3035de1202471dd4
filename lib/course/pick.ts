import type { Random } from "../random/random.ts";

/** One of a list, each as likely as the others. */
export function pick<Item>(random: Random, list: readonly Item[]): Item {
  return list[random.below(list.length)];
}

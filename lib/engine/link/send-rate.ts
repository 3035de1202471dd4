import type { Scenario } from "../../scenario/types.ts";
import { goodputBytesPerSecond } from "./goodput.ts";
import { jointBytesPerSecond } from "./joint-rate.ts";

/** The part of the path that is slowest. */
export type RateBound = "host copy" | "link" | "cap";

/** The rate at which pages can move, and the part of the path that limits it. */
export interface SendRate {
  /** The slowest part of the path. If two are equally slow: the cap before the link, the link before the hosts. */
  boundBy: RateBound;
  /** The rate at which pages move: what this part allows, or less if the source's pace varies. */
  bytesPerSecond: number;
  /** The slower of the two hosts' copy rates. */
  hostCopyBytesPerSecond: number;
  /** Payload rate of the link, or of TCP if that is slower. */
  linkBytesPerSecond: number;
  /** The configured cap; `null` if there is none, or if the engine moves memory only while the cap does not apply. */
  capBytesPerSecond: number | null;
}

/**
 * The rate that the hosts and the link together allow, without the cap. QEMU's engines and post-copy, which simulate the
 * queue between the two, do not have the variation of the source.
 */
export function pathBytesPerSecond({ source, destination, network, migration }: Scenario): number {
  return jointBytesPerSecond({
    hostBytesPerSecond: Math.min(source.copyBytesPerSecond, destination.copyBytesPerSecond),
    linkBytesPerSecond: goodputBytesPerSecond(network),
    variation: migration.hypervisor === "qemu" || migration.engine === "post-copy" ? 0 : source.copyVariation,
  });
}

/** The send rate of a scenario. The cap applies while the guest runs at the source: to pre-copy and three-stage copy. */
export function sendRateOf(scenario: Scenario): SendRate {
  const { source, destination, network, migration } = scenario;
  const isLive = migration.engine === "pre-copy" || migration.engine === "three-stage";
  const capBytesPerSecond = isLive ? migration.maxBytesPerSecond : null;
  const linkBytesPerSecond = goodputBytesPerSecond(network);
  const hostCopyBytesPerSecond = Math.min(source.copyBytesPerSecond, destination.copyBytesPerSecond);
  const freeBytesPerSecond = pathBytesPerSecond(scenario);
  const bytesPerSecond = Math.min(capBytesPerSecond ?? Infinity, freeBytesPerSecond);
  const boundBy = bytesPerSecond === capBytesPerSecond
    ? "cap"
    : linkBytesPerSecond <= hostCopyBytesPerSecond
    ? "link"
    : "host copy";
  return { boundBy, bytesPerSecond, hostCopyBytesPerSecond, linkBytesPerSecond, capBytesPerSecond };
}

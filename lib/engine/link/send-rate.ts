import type { Scenario } from "../../scenario/types.ts";
import { goodputBytesPerSecond } from "./goodput.ts";

/** The part of the path that is slowest. */
export type RateBound = "host copy" | "link" | "cap";

/** The rate at which pages can move, and the part of the path that limits it. */
export interface SendRate {
  /** The slowest part of the path. If two are equally slow: the cap before the link, the link before the hosts. */
  boundBy: RateBound;
  /** The rate that it allows. */
  bytesPerSecond: number;
  /** The slower of the two hosts' copy rates. */
  hostCopyBytesPerSecond: number;
  /** Payload rate of the link. */
  linkBytesPerSecond: number;
  /** The configured cap; `null` if there is none, or if the engine moves memory only while the cap does not apply. */
  capBytesPerSecond: number | null;
}

/** The send rate of a scenario. The cap applies while the guest runs at the source: to pre-copy and three-stage copy. */
export function sendRateOf({ source, destination, network, migration }: Scenario): SendRate {
  const isLive = migration.engine === "pre-copy" || migration.engine === "three-stage";
  const capBytesPerSecond = isLive ? migration.maxBytesPerSecond : null;
  const linkBytesPerSecond = goodputBytesPerSecond(network);
  const hostCopyBytesPerSecond = Math.min(source.copyBytesPerSecond, destination.copyBytesPerSecond);
  const bytesPerSecond = Math.min(capBytesPerSecond ?? Infinity, linkBytesPerSecond, hostCopyBytesPerSecond);
  const boundBy = bytesPerSecond === capBytesPerSecond
    ? "cap"
    : bytesPerSecond === linkBytesPerSecond
    ? "link"
    : "host copy";
  return { boundBy, bytesPerSecond, hostCopyBytesPerSecond, linkBytesPerSecond, capBytesPerSecond };
}

/** Scale of a logistic distribution over its standard deviation. */
const LOGISTIC_SCALE = Math.sqrt(3) / Math.PI;

/** A host and a link in a row. */
export interface HostAndLink {
  /** Mean rate of the host alone. */
  hostBytesPerSecond: number;
  /** Rate of the link alone. */
  linkBytesPerSecond: number;
  /** Standard deviation of the host's time per byte over its mean. */
  variation: number;
}

/**
 * Bytes per second through a host and a link in a row: the slower of the two rates if the host's pace is steady.
 *
 * If the pace varies over longer times than the queue between the two lasts, the slower one sets the pace at each moment.
 * The mean time per byte is then E[max(H, L)], here with a logistic distribution of the host's time H.
 */
export function jointBytesPerSecond({ hostBytesPerSecond, linkBytesPerSecond, variation }: HostAndLink): number {
  if (variation === 0) return Math.min(hostBytesPerSecond, linkBytesPerSecond);
  const host = 1 / hostBytesPerSecond;
  const link = 1 / linkBytesPerSecond;
  const scale = variation * LOGISTIC_SCALE * host;
  return 1 / (Math.max(host, link) + scale * Math.log1p(Math.exp(-Math.abs(host - link) / scale)));
}

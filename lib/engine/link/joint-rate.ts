/** Scale of a logistic distribution over its standard deviation. */
const LOGISTIC_SCALE = Math.sqrt(3) / Math.PI;

/**
 * Bytes per second that go through a host and a link in a row.
 *
 * It is the slower of the two rates if both are steady. If the host's pace varies over longer times than the queue between
 * them lasts, the mean time per byte is that of the slower one at each moment: E[max(H, L)], here with H of a logistic
 * distribution about its mean.
 *
 * @param hostBytesPerSecond mean rate of the host alone
 * @param linkBytesPerSecond rate of the link alone
 * @param variation standard deviation of the host's time per byte over its mean
 */
export function jointBytesPerSecond(
  hostBytesPerSecond: number,
  linkBytesPerSecond: number,
  variation: number,
): number {
  if (variation === 0) return Math.min(hostBytesPerSecond, linkBytesPerSecond);
  const host = 1 / hostBytesPerSecond;
  const link = 1 / linkBytesPerSecond;
  const scale = variation * LOGISTIC_SCALE * host;
  return 1 / (Math.max(host, link) + scale * Math.log1p(Math.exp(-Math.abs(host - link) / scale)));
}

import type { MeasuredRun } from "./types.ts";

/** One measured run in one line, for a person. */
export function summaryLine({ id, capabilities, measured }: MeasuredRun): string {
  const { status, totalTimeSeconds, downtimeSeconds, pagesTransferred, demandRequests, blockedSeconds } = measured;
  const facts = [`${totalTimeSeconds.toFixed(3)} s`, `${pagesTransferred} pages`];
  if (downtimeSeconds !== null) facts.push(`downtime ${downtimeSeconds.toFixed(3)} s`);
  if (demandRequests > 0) facts.push(`${demandRequests} demand requests`);
  if (blockedSeconds !== null) facts.push(`blocked ${blockedSeconds.toFixed(3)} s`);
  return `${[id, ...capabilities].join(" ")}: ${status}, ${facts.join(", ")}`;
}

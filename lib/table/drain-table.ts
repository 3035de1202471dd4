import type { DrainResult } from "../drain/types.ts";
import { formatBytes, formatSeconds } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** The VMs of a drain, a row each. */
export function drainTable({ vms }: DrainResult): Table {
  const rows = vms.map((
    { name, destination, startSeconds, endSeconds, attempts, moved, lostGuestSeconds, result },
  ) => ({
    name,
    to: destination,
    start: formatSeconds(startSeconds, 4),
    end: formatSeconds(endSeconds, 4),
    downtime: result.downtimeSeconds === null ? "none" : formatSeconds(result.downtimeSeconds),
    lost: formatSeconds(lostGuestSeconds),
    data: formatBytes(result.bytesTransferred, 4),
    verdict: moved ? result.verdict : `${result.verdict}, did not move`,
    attempts: `${attempts}`,
  }));
  return table(rows, {
    caption: "VMs",
    columns: {
      ...{ name: "VM", to: "to", start: "start", end: "end", downtime: "downtime", lost: "guest time lost" },
      ...{ data: "data", attempts: "attempts", verdict: "verdict" },
    },
    numeric: ["start", "end", "downtime", "lost", "data", "attempts"],
  });
}

// @ts-types="@types/d3-array"
import { sum } from "d3-array";
import type { Phase } from "../engine/run/result.ts";
import { formatBytes, formatSeconds, formatTick } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** The phases of a migration, a row each. Successive rounds share a row; phases that take no time and send nothing have none. */
export function phasesTable(phases: readonly Phase[]): Table {
  const runs: Phase[][] = [];
  for (const phase of phases) {
    const last = runs.at(-1);
    if (last !== undefined && last[0].name === phase.name && last[0].guest === phase.guest) last.push(phase);
    else runs.push([phase]);
  }
  const rows = runs.map((run) => {
    const [{ name, guest, startSeconds }] = run;
    const [seconds, pages, bytes] = (["seconds", "pages", "bytes"] as const).map((field) => sum(run, (p) => p[field]));
    return {
      empty: seconds === 0 && bytes === 0,
      phase: run.length === 1 ? name : `${run.length} live ${name}s`,
      guest,
      start: formatSeconds(startSeconds, 4),
      length: formatSeconds(seconds, 4),
      pages: formatTick(pages),
      data: formatBytes(bytes, 4),
    };
  }).filter(({ empty }) => !empty);
  return table(rows, {
    caption: "Phases",
    columns: { phase: "phase", guest: "guest at", start: "start", length: "length", pages: "pages sent", data: "data" },
    numeric: ["start", "length", "pages", "data"],
  });
}

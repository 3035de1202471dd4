import { MeasureError } from "./errors.ts";
import { parseRun } from "./plan.ts";
import type { MeasureRun } from "./types.ts";

/** The field that each flag sets, and the value that it has when the flag is not given. */
const FIELDS: Readonly<Record<string, { field: string; otherwise?: string }>> = {
  "engine": { field: "engine" },
  "memory-mib": { field: "memoryMiB", otherwise: "256" },
  "link-mbit": { field: "linkMbitPerSecond", otherwise: "500" },
  "downtime-ms": { field: "downtimeLimitMs", otherwise: "300" },
  "kind": { field: "workload.kind", otherwise: "uniform" },
  "buffer-mib": { field: "workload.bufferMiB", otherwise: "140" },
  "pages-per-second": { field: "workload.pagesPerSecond", otherwise: "2000" },
  "hot-fraction": { field: "workload.hotFraction" },
  "hot-share": { field: "workload.hotShare" },
  "capability": { field: "capabilities" },
};

const HOT_COLD = { "hot-fraction": "0.1", "hot-share": "0.9" };

/** The flags that describe a run. */
export const RUN_FLAGS: readonly string[] = Object.keys(FIELDS);

/**
 * The run that flags describe, by their names without dashes.
 *
 * @throws {MeasureError} naming the first flag that is wrong, its value, and what is allowed.
 * @example
 * ```ts
 * import { runFromFlags } from "./run-from-flags.ts";
 * console.assert(runFromFlags({ engine: "post-copy", "link-mbit": "100" }).linkMbitPerSecond === 100);
 * ```
 */
export function runFromFlags(flags: Record<string, unknown>): MeasureRun {
  const workload: Record<string, unknown> = {};
  const run: Record<string, unknown> = { workload };
  const defaults: Record<string, string> = flags.kind === "hot-cold" ? HOT_COLD : {};
  for (const [flag, { field, otherwise }] of Object.entries(FIELDS)) {
    const value = flags[flag] ?? otherwise ?? defaults[flag];
    if (value === undefined) continue;
    const [part, inner] = field.split(".");
    if (inner) workload[inner] = numberOrText(value);
    else run[part] = numberOrText(value);
  }
  const idle = Object.keys(HOT_COLD).find((flag) => flag in flags);
  if (idle && flags.kind !== "hot-cold") {
    throw new MeasureError("input", `--${idle} must stand with --kind hot-cold, got ${flags[idle]}`);
  }
  return parseRun(run, flagOf);
}

/** What is no number stays text, so that the message can show it. */
function numberOrText(value: unknown): unknown {
  if (typeof value !== "string" || value.trim() === "") return value;
  return Number.isNaN(Number(value)) ? value : Number(value);
}

/** `capabilities[1]` comes from `--capability`, and so on. */
function flagOf(path: string): string {
  const name = Object.keys(FIELDS).find((flag) => FIELDS[flag].field === path.replace(/\[\d+\]$/, ""));
  return name ? `--${name}` : path;
}

// @ts-types="@types/d3-array"
import { mean } from "d3-array";
import { hashText } from "../random/hash-text.ts";
import type { QemuEngine, QemuMetrics, QemuRun } from "./types.ts";

/** A run does not count if other programs used more than this share of the processors during the migration. */
const BUSY_SHARE = 0.05;

/** Whether the measuring machine did little else during the migration, as far as is known. */
export function wasQuiet({ host }: QemuRun): boolean {
  return host === undefined || host.otherShare <= BUSY_SHARE;
}

/** How long after the resume an idle guest's requests still belong to the resume: its chain of faults has ended by then. */
const RESUME_SECONDS = 1;

/**
 * Gives each guest of the table what logs of an idle guest with the same memory and virtual CPUs show, if the table has such
 * logs: the pages that it touches when it resumes, in order, and those that its kernel keeps dirty. The kernel lies at the
 * same place in all of them.
 */
export function withIdleLogs(runs: readonly QemuRun[]): QemuRun[] {
  const logs = runs.filter(isIdleLog);
  const logOf = (engine: QemuEngine, { memoryMiB, vcpus, hypervisor }: QemuRun) =>
    logs.find((log) =>
      log.engine === engine && log.memoryMiB === memoryMiB && log.vcpus === vcpus && log.hypervisor === hypervisor
    );
  return runs.map((run) => {
    if (!run.guest) return run;
    const faults = logOf("post-copy", run)?.faults?.filter(([seconds]) => seconds <= RESUME_SECONDS);
    // Virtual CPUs that wait for the same page request it one after the other.
    const resumePages = faults &&
      [...Map.groupBy(faults, ([, page]) => page)].flatMap(([page, { length }]) => Array<number>(length).fill(page));
    const kernelDirty = logOf("three-stage", run)?.discarded;
    const guest = { ...(resumePages && { resumePages }), ...(kernelDirty && { kernelDirty }), ...run.guest };
    return { ...run, guest };
  });
}

/** The repeats of each run, without those during which the machine was busy unless there are no others. */
export function repeatsOf(runs: readonly QemuRun[]): QemuRun[][] {
  const groups: QemuRun[][] = [];
  const byName = new Map<string, QemuRun[]>();
  for (const run of runs) {
    const name = `${run.hypervisor} ${nameOf(run)}`;
    const group = run.repeat === undefined ? undefined : byName.get(name);
    if (group) group.push(run);
    else {
      groups.push([run]);
      if (run.repeat !== undefined) byName.set(name, groups.at(-1)!);
    }
  }
  return groups.map((group) => group.some(wasQuiet) ? group.filter(wasQuiet) : group);
}

/** The means of the metrics of repeats. */
export function meanMetrics(repeats: readonly QemuRun[]): QemuMetrics {
  const [first] = repeats;
  if (repeats.length === 1) return first.measured;
  const names = Object.keys(first.measured) as (keyof QemuMetrics)[];
  const entries = names.map((name) => {
    const values = repeats.map(({ measured }) => measured[name]);
    return [name, values.every((value) => typeof value === "number") ? mean(values) : first.measured[name]];
  });
  return Object.fromEntries(entries);
}

/** The part of a run that decides its place in the table. */
type QemuInputs = Pick<QemuRun, "id" | "capabilities" | "engine" | "workload">;

/**
 * Whether a run is a log of a guest that writes nothing: a post-copy shows the pages that its kernel touches when it resumes,
 * a three-stage copy those that it keeps dirty.
 */
export function isIdleLog({ engine, workload }: QemuInputs): boolean {
  return engine !== "pre-copy" && workload.pagesPerSecond === 0;
}

/** What the repeats of a run share: its id and its capabilities. */
export function nameOf({ id, capabilities }: Pick<QemuRun, "id" | "capabilities">): string {
  return [id, ...capabilities].join(" ");
}

/**
 * Returns the names of the runs that constants must not be tuned on: of each engine every third run, from the second on, in
 * the order of a hash of the names. Idle logs are not among them.
 */
export function heldOutNames(runs: readonly QemuInputs[]): Set<string> {
  const byEngine = Map.groupBy(runs.filter((run) => !isIdleLog(run)), ({ engine }) => engine);
  return new Set([...byEngine.values()].flatMap((ofEngine) => {
    const names = [...new Set(ofEngine.map(nameOf))].map((name) => ({ name, hash: hashText(name)[0] >>> 0 }));
    return names.sort((a, b) => a.hash - b.hash).filter((_, i) => i % 3 === 1).map(({ name }) => name);
  }));
}

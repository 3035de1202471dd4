import type { QemuRun } from "../lib/qemu/types.ts";
import type { MeasureProgress, MeasureRun } from "./types.ts";

/**
 * Returns the id of a run: engine, memory, workload, buffer, pages per second, link and downtime limit, then the virtual CPUs
 * if there are several, and the send buffer if its size is fixed.
 */
export function runId(run: MeasureRun): string {
  const { engine, vcpus = 1, memoryMiB, workload, linkMbitPerSecond, sendBufferKiB, downtimeLimitMs } = run;
  const { kind, bufferMiB, pagesPerSecond } = workload;
  return [
    ...[engine, memoryMiB, kind, bufferMiB, pagesPerSecond, linkMbitPerSecond, downtimeLimitMs],
    ...(vcpus === 1 ? [] : [`${vcpus}vcpus`]),
    ...(sendBufferKiB === undefined ? [] : [`${sendBufferKiB}kib`]),
  ].join("-");
}

/** Describes a measured run in one line. */
export function summaryLine({ id, capabilities, measured }: QemuRun): string {
  const { status, totalTimeSeconds, downtimeSeconds, pagesTransferred, demandRequests, blockedSeconds } = measured;
  const facts = [`${totalTimeSeconds.toFixed(3)} s`, `${pagesTransferred} pages`];
  if (downtimeSeconds !== null) facts.push(`downtime ${downtimeSeconds.toFixed(3)} s`);
  if (demandRequests > 0) facts.push(`${demandRequests} demand requests`);
  if (blockedSeconds !== null) facts.push(`blocked ${blockedSeconds.toFixed(3)} s`);
  return `${[id, ...capabilities].join(" ")}: ${status}, ${facts.join(", ")}`;
}

/** Describes the progress of a plan in one line. */
export function progressLine({ index, count, repeat, run, stage, seconds }: MeasureProgress): string {
  const time = seconds === undefined ? "" : ` ${seconds.toFixed(1)} s`;
  const again = repeat === undefined ? "" : `, repeat ${repeat}`;
  return `[${index + 1}/${count}] ${runId(run)}${again}: ${stage}${time}`;
}

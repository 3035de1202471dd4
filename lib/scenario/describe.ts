import { formatBytes, formatNumber, formatQuantity, formatSeconds, formatTick } from "../text/format.ts";
import { oneLine } from "../text/one-line.ts";
import { extentsOf, zeroExtentsOf } from "./range.ts";
import type { Scenario, Vm, Workload } from "./types.ts";

/**
 * The parts of a scenario that matter most, with units, in two lines: the VM and its workload; the link and the rules of the
 * migration.
 *
 * @param scenario a complete scenario
 * @param preset the name of its preset
 */
export function describeScenario({ vm, workload, network, migration, seed }: Scenario, preset: string): string[] {
  const { hypervisor, maxBytesPerSecond: cap, downtimeLimitSeconds } = migration;
  const zeroPages = zeroExtentsOf(vm).reduce((sum, { from, to }) => sum + to - from, 0);
  const guest = [
    `${formatBytes(vm.memoryBytes)} of memory`,
    `${vm.vcpus} vCPU${vm.vcpus === 1 ? "" : "s"}`,
    ...(zeroPages > 0 ? [`${formatTick(zeroPages)} zero pages`] : []),
    workload.length > 0 ? workload.map((part) => workloadText(part, vm)).join(" + ") : "no writes",
  ];
  const rules = [
    `link ${formatQuantity(network.bandwidthBitsPerSecond, "bits per second")}`,
    `latency ${formatSeconds(network.latencySeconds)}`,
    ...(network.otherTrafficShare > 0 ? [`${percent(network.otherTrafficShare)} other traffic`] : []),
    cap === null ? "no cap" : `cap ${formatQuantity(cap, "bytes per second", 4)} (${formatNumber(cap / 1e6)} MB/s)`,
    ...(hypervisor === "qemu" ? [`downtime limit ${formatSeconds(downtimeLimitSeconds)}`] : []),
    `preset ${preset}`,
    `seed ${oneLine(String(seed))}`,
  ];
  return [guest.join(", "), rules.join(", ")];
}

function workloadText(workload: Workload, vm: Vm): string {
  const pages = extentsOf(workload, vm).reduce((sum, { from, to }) => sum + to - from, 0);
  const range = pages * vm.pageBytes === vm.memoryBytes ? "all memory" : formatBytes(pages * vm.pageBytes);
  if (workload.kind === "curve") return `a dirty curve of ${workload.points.length} points over ${range}`;
  if (workload.kind === "trace") return `a trace of ${workload.frames.length} bitmaps over ${range}`;
  const rate = formatQuantity(workload.writesPerSecond, "writes per second");
  return `${workload.kind}${detailsOf(workload)} ${rate} over ${range}`;
}

function detailsOf(workload: Workload): string {
  if (workload.kind === "hot-cold") {
    return ` (${percent(workload.hotShare)} of writes to ${percent(workload.hotFraction)} of pages)`;
  }
  return workload.kind === "power-law" ? ` (exponent ${formatNumber(workload.exponent)})` : "";
}

function percent(share: number): string {
  return formatQuantity(share, "share", 4);
}

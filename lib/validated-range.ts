import { sum } from "d3-array";
import { measuredRuns as measuredQemuRuns } from "./qemu/measured.ts";
import type { Engine } from "./scenario/names.ts";
import type { Scenario } from "./scenario/types.ts";
import { writesPerSecondOf } from "./scenario/write-rate.ts";
import { formatQuantity } from "./text/format.ts";
import type { QuantityKind } from "./text/units.ts";
import { measuredRuns as measuredXenRuns } from "./xen/measured.ts";

/** The range of the measured migrations that predictions were compared with. */
export interface ValidatedRange {
  engines: ReadonlySet<Engine>;
  /** Smallest and largest. */
  memoryBytes: readonly [number, number];
  /** Slowest and fastest link that was shaped. */
  bandwidthBitsPerSecond: readonly [number, number];
  /** Highest write rate that is known. */
  writesPerSecond: number;
  /** Most virtual CPUs. */
  vcpus: number;
}

/** The inputs of a measured run that the range is made of. */
interface MeasuredInputs {
  engine: Engine;
  vcpus: number;
  memoryBytes: number;
  linkMbitPerSecond: number | null;
  writesPerSecond: number | null;
}

/** The range of the runs in `data/qemu-measured.json` or `data/xen-measured.json`; `null` for rules that were not measured. */
export function validatedRange({ hypervisor }: Pick<Scenario["migration"], "hypervisor">): ValidatedRange | null {
  if (hypervisor === "xen-4.1") return null;
  const runs: MeasuredInputs[] = hypervisor === "qemu"
    ? measuredQemuRuns().map(({ engine, vcpus, memoryMiB, linkMbitPerSecond, workload }) => ({
      engine,
      vcpus,
      memoryBytes: memoryMiB * 2 ** 20,
      linkMbitPerSecond,
      writesPerSecond: workload.pagesPerSecond,
    }))
    : measuredXenRuns().map(({ memoryBytes, linkMbitPerSecond, workload: { writesPerSecond } }) => (
      { engine: "pre-copy", vcpus: 1, memoryBytes, linkMbitPerSecond, writesPerSecond }
    ));
  const links = runs.flatMap(({ linkMbitPerSecond: link }) => link === null ? [] : [link * 1e6]);
  return {
    engines: new Set(runs.map(({ engine }) => engine)),
    memoryBytes: extentOf(runs.map(({ memoryBytes }) => memoryBytes)),
    bandwidthBitsPerSecond: extentOf(links),
    writesPerSecond: Math.max(...runs.map((run) => run.writesPerSecond ?? 0)),
    vcpus: Math.max(...runs.map(({ vcpus }) => vcpus)),
  };
}

function extentOf(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/**
 * One line that says in which respects a scenario lies outside the range of the measured migrations. Stop-and-copy is never
 * named, because its copy is that of the other engines.
 *
 * @param scenario a complete scenario
 * @param engines the engines that run; default: that of the scenario
 * @returns `null` if it lies within
 */
export function rangeNote(scenario: Scenario, engines: readonly Engine[] = [scenario.migration.engine]): string | null {
  const { vm, network, workload, migration: { hypervisor } } = scenario;
  const range = validatedRange({ hypervisor });
  if (range === null) return `Note: predictions by the rules of ${hypervisor} were not compared with measurements.`;
  const outside = (name: string, value: number, [least, most]: readonly [number, number], kind: QuantityKind) => {
    if (value >= least && value <= most) return [];
    const [got, from, to] = [value, least, most].map((one) => formatQuantity(one, kind, 3));
    return [`${name} ${got} (${least === 0 ? `up to ${to}` : `${from} to ${to}`})`];
  };
  const writes = sum(workload, writesPerSecondOf);
  const others = engines.filter((engine) => engine !== "stop-and-copy" && !range.engines.has(engine));
  const parts = [
    ...outside("memory", vm.memoryBytes, range.memoryBytes, "bytes"),
    ...outside("link", network.bandwidthBitsPerSecond, range.bandwidthBitsPerSecond, "bits per second"),
    ...outside("write rate", writes, [0, range.writesPerSecond], "writes per second"),
    ...(vm.vcpus > range.vcpus ? [`${vm.vcpus} vCPUs (up to ${range.vcpus})`] : []),
    ...others,
  ];
  if (parts.length === 0) return null;
  return `Note: outside the range of the measured migrations (docs/limits.md): ${parts.join(", ")}.`;
}

// @ts-types="@types/d3-array"
import { max, mean, quantile } from "d3-array";
import { drainPlan } from "../drain/drain.ts";
import { parsePlan } from "../drain/parse.ts";
import type { DrainPlan } from "../drain/types.ts";
import { reportedMetrics } from "../qemu/predict.ts";
import { scenarioOf } from "../qemu/scenario-of.ts";
import type { QemuEngine, QemuRun } from "../qemu/types.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import type { ErrorSummary, ValidateOptions } from "../validation/types.ts";
import type { FleetRun, FleetValidation, FleetVm, ValidatedFleetRun } from "./types.ts";

const ENGINES: Readonly<Record<FleetRun["mode"], QemuEngine>> = {
  precopy: "pre-copy",
  hybrid: "three-stage",
  postcopy: "post-copy",
};

/** The destination was on the same machine: only the source's side of the link was shaped. */
const UNSHAPED_BITS_PER_SECOND = 1e15;

/** Predicts measured fleets from their inputs and compares the predictions with the measurements. */
export function validateFleets(
  fleets: readonly FleetRun[],
  { seeds = 20, onProgress }: ValidateOptions = {},
): FleetValidation {
  const runs = fleets.map((fleet, i) => {
    const validated = validateFleet(fleet, seeds);
    onProgress?.(i + 1, fleets.length);
    return validated;
  });
  return {
    runs,
    summary: {
      all: {
        makespan: distributionOf(runs.map(({ error }) => error.makespan)),
        totalTime: distributionOf(runs.flatMap(({ error }) => error.totalTime)),
      },
    },
  };
}

function distributionOf(values: number[]): ErrorSummary {
  return { p50: quantile(values, 0.5) ?? null, p90: quantile(values, 0.9) ?? null, max: max(values) ?? null };
}

function validateFleet(fleet: FleetRun, seeds: number): ValidatedFleetRun {
  const drains = Array.from({ length: seeds }, (_, seed) => drainPlan(parsePlan(planOf(fleet, seed))));
  const vms = fleet.vms.map((_, i): FleetVm => {
    const { totalSeconds, downtimeSeconds, converges } = reportedMetrics(drains.map((drain) => drain.vms[i].result));
    return { totalSeconds, downtimeSeconds, verdict: converges ? "completed" : "cancelled" };
  });
  const predicted = { makespanSeconds: mean(drains, ({ makespanSeconds }) => makespanSeconds)!, vms };
  const measured = { makespanSeconds: fleet.makespanSeconds, vms: fleet.vms.map((_, i) => measuredVm(fleet, i)) };
  return {
    id: fleet.id,
    predicted,
    measured,
    error: {
      makespan: Math.abs(predicted.makespanSeconds / measured.makespanSeconds - 1),
      totalTime: vms.map((vm, i) => Math.abs(vm.totalSeconds / measured.vms[i].totalSeconds - 1)),
      downtimeMs: vms.map(({ downtimeSeconds }, i) => {
        const other = measured.vms[i].downtimeSeconds;
        return downtimeSeconds === null || other === null ? null : 1000 * Math.abs(downtimeSeconds - other);
      }),
      verdictsRight: vms.every(({ verdict }, i) => verdict === measured.vms[i].verdict),
    },
  };
}

function measuredVm({ runs }: FleetRun, vm: number): FleetVm {
  const { result } = runs.find((run) => run.vm === vm) ?? runs[vm];
  return {
    totalSeconds: result["total-time"] / 1000,
    downtimeSeconds: result.downtime === undefined ? null : result.downtime / 1000,
    verdict: result.status === "completed" ? "completed" : "cancelled",
  };
}

/** The plan that predicts a fleet. It reads only inputs; how many pages are zero is one, as in the table of single runs. */
function planOf(fleet: FleetRun, seed: number): DrainPlan {
  const { linkMbit, events = [], parallel = fleet.vms.length } = fleet;
  return {
    parallelPerSource: parallel,
    hosts: {
      source: {
        bandwidthBitsPerSecond: linkMbit * 1e6,
        changes: events.map(({ at, linkMbit }) => ({ seconds: at, bandwidthBitsPerSecond: linkMbit * 1e6 })),
      },
      destination: { bandwidthBitsPerSecond: UNSHAPED_BITS_PER_SECOND },
    },
    vms: fleet.vms.map((_, i) => ({ name: `vm ${i}`, scenario: scenarioOfVm(fleet, i, seed) })),
  };
}

function scenarioOfVm(fleet: FleetRun, vm: number, seed: number): ScenarioInput {
  const { id, vms, mode, qemu, downtimeMs, linkMbit, parameters, capabilities = [], runs } = fleet;
  const { memoryMiB, vcpus = 1, append } = vms[vm];
  const words = Object.fromEntries(
    Array.from(append.matchAll(/pageferry_(\w+)=(\S+)/g), ([, key, value]) => [key, value]),
  );
  const number = (key: string) => words[key] === undefined ? undefined : Number(words[key]);
  const { total, duplicate } = (runs.find((run) => run.vm === vm) ?? runs[vm]).result.ram;
  const input: Omit<QemuRun, "measured"> = {
    id,
    hypervisor: `QEMU ${qemu} (TCG)`,
    engine: ENGINES[mode],
    vcpus,
    capabilities,
    memoryMiB,
    totalPages: total / 4096,
    zeroPages: duplicate,
    linkMbitPerSecond: linkMbit,
    downtimeLimitMs: downtimeMs,
    workload: {
      kind: words.kind as QemuRun["workload"]["kind"],
      bufferMiB: number("buffer_mib") ?? 1,
      pagesPerSecond: number("pages_per_second") ?? null,
      hotFraction: number("hot_fraction"),
      hotShare: number("hot_share"),
    },
  };
  const scenario = scenarioOf(input as QemuRun, undefined, { boot: `${id}/${vm}/${seed}` });
  const maxBytesPerSecond = parameters?.["max-bandwidth"] ?? null;
  return { ...scenario, migration: { ...scenario.migration, maxBytesPerSecond }, seed: `${id}/${seed}` };
}

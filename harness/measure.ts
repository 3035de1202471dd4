import { join } from "@std/path";
import type { QemuGuestState, QemuRun, QemuSocketState, QemuTimelineRow } from "../lib/qemu/types.ts";
import { capabilitiesOf, enableCapabilities } from "./capabilities.ts";
import { metricsOf, type MigrationInfo, TIMELINE_COLUMNS } from "./counters.ts";
import { runId } from "./describe-run.ts";
import type { MeasureError } from "./errors.ts";
import { discardsOf, faultsOf } from "./fault-trace.ts";
import { guestState, nextPages } from "./guest-state.ts";
import { otherShare } from "./host-load.ts";
import { type MeasureHost, THIS_HOST } from "./host.ts";
import { hypervisorName } from "./hypervisor-name.ts";
import { DESTINATION_ADDRESS } from "./link.ts";
import { type Machine, startMachine } from "./machine.ts";
import { machineArguments } from "./machine-arguments.ts";
import { type Clock, migrate } from "./migrate.ts";
import { parseRun } from "./plan.ts";
import { makeScratch, removeAbandoned } from "./scratch.ts";
import type { Accelerator, MeasureRun } from "./types.ts";
import { resumed, steadyRate } from "./wait-for-guest.ts";

/** Options of {@linkcode measure}. */
export interface MeasureOptions {
  /** QEMU's accelerator. Default `tcg`, as in the published table. */
  accelerator?: Accelerator;
  /** QEMU to run: a name in PATH, or a file. Default `qemu-system-x86_64`. */
  qemu?: string;
  /** Linux image to boot. Default: Debian's cloud kernel, downloaded on first use. */
  kernelPath?: string;
  /** Folder that keeps the guest's files. Default `out/guest`. */
  guestFolder?: string;
  /** A migration that is still in pre-copy after this time is canceled. Default 45. */
  limitSeconds?: number;
  onStage?: (stage: string) => void;
  onRow?: (row: QemuTimelineRow) => void;
  /** Called with warnings, for example about a guest that is slower than requested. */
  logger?: (line: string) => void;
  /** Stops the measurement. Everything that was started is removed before the promise rejects. */
  signal?: AbortSignal;
  /** Default: the machine's monotonic clock. */
  clock?: Clock;
  /** Programs and links of the machine. Default: this machine. */
  host?: MeasureHost;
}

/** A guest that reaches less than this share of the requested rate causes a warning. */
const RATE_TOLERANCE = 0.95;
const PAGE_BYTES = 4096;
const MIGRATION_URI = `tcp:${DESTINATION_ADDRESS}:4444`;

/**
 * Boots a guest with a known workload, migrates it over a shaped link, and returns the metrics that QEMU counted.
 *
 * Needs Linux, root and QEMU. Removes its processes, network namespaces and temporary files in any case.
 *
 * @throws {MeasureError} if the run is not valid, something is missing, or the migration fails
 */
export async function measure(run: MeasureRun, options: MeasureOptions = {}): Promise<QemuRun> {
  const checked = parseRun(run);
  const { engine, vcpus = 1, memoryMiB, linkMbitPerSecond, downtimeLimitMs, workload, capabilities = [] } = checked;
  const sendBufferBytes = checked.sendBufferKiB === undefined ? undefined : checked.sendBufferKiB * 1024;
  const { accelerator = "tcg", qemu = "qemu-system-x86_64", host = THIS_HOST, limitSeconds = 45 } = options;
  const { onStage, onRow, logger, clock, guestFolder: folder, kernelPath } = options;

  await host.check(qemu);
  onStage?.("preparing the guest");
  const guest = await host.guest({ folder, kernelPath, signal: options.signal });

  // If one QEMU ends, the harness stops waiting for the other.
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, ...(options.signal ? [options.signal] : [])]);
  signal.throwIfAborted();
  await removeAbandoned(host.removeLink);
  await using scratch = await makeScratch();
  await using link = await host.link(scratch.name, { linkMbitPerSecond, sendBufferBytes });
  const loadBefore = host.load();

  let cancelled = false;
  const tracePath = join(scratch.path, "trace");
  const start = (role: "source" | "destination"): Promise<Machine> => {
    const socketPath = join(scratch.path, `${role}.sock`);
    const config = { role, socketPath, tracePath, memoryMiB, vcpus, accelerator, ...guest, workload };
    const prefix = role === "source" ? link.sourcePrefix : link.destinationPrefix;
    const onLost = (error: MeasureError) => {
      // The destination of a canceled migration ends with an error.
      if (!(cancelled && role === "destination")) lost.abort(error);
    };
    return startMachine([...prefix, qemu, ...machineArguments(config)], { role, socketPath, onLost, signal });
  };
  onStage?.("booting the guest");
  await using source = await start("source");
  const hypervisor = hypervisorName(await source.execute("query-version"), accelerator);
  warnIfSlow(workload.pagesPerSecond, await steadyRate(source, workload.bufferMiB, signal), logger);
  onStage?.("recording the guest's memory");
  const state: QemuGuestState = await guestState(source, {
    ...{ memoryMiB, folder: scratch.path, compareSeconds: host.compareSeconds, signal },
  });
  await using destination = await start("destination");

  onStage?.("migrating");
  await configure(source, destination, checked);
  if (workload.kind === "sequential") state.nextPages = await nextPages(source, vcpus, signal);
  let socket: QemuSocketState | undefined;
  const before = await host.processorTime([source.pid, destination.pid]);
  const outcome = await migrate(source, {
    ...{ uri: MIGRATION_URI, engine, limitSeconds, onRow, signal, clock },
    onCancel: () => cancelled = true,
    onSwitch: async () => {
      socket = await link.socket();
    },
  });
  const { ram } = outcome.info;
  const completed = outcome.status === "completed";
  // The destination of a canceled migration has ended.
  const after = await host.processorTime(completed ? [source.pid, destination.pid] : [source.pid]);
  if (completed) await resumed(destination, signal);
  const counters = completed ? await destination.execute<MigrationInfo>("query-migrate") : {};
  if (completed && engine !== "pre-copy" && ram?.["postcopy-bytes"] === 0) {
    logger?.(`${runId(run)} converged in pre-copy, before post-copy could begin: lower the downtime limit`);
  }

  return {
    id: runId(run),
    hypervisor,
    engine,
    vcpus,
    capabilities,
    memoryMiB,
    totalPages: Math.round(ram!.total / PAGE_BYTES),
    zeroPages: ram!.duplicate,
    linkMbitPerSecond,
    ...(sendBufferBytes === undefined ? {} : { sendBufferBytes }),
    downtimeLimitMs,
    workload,
    guest: state,
    ...(socket === undefined ? {} : { socket }),
    ...(engine === "pre-copy" ? {} : traced(await Deno.readTextFile(tracePath), workload.pagesPerSecond === 0)),
    host: { before: loadBefore, after: host.load(), otherShare: otherShare(before, after) },
    measured: {
      ...metricsOf(outcome, counters),
      stoppedSeconds: completed ? stoppedSeconds(source, destination) : null,
    },
    timeline: { columns: [...TIMELINE_COLUMNS], rows: outcome.rows },
  };
}

/** What the destination's trace shows. The pages that an idle guest dirties are those of its kernel. */
function traced(trace: string, isIdle: boolean): Pick<QemuRun, "faults" | "discarded"> {
  return { faults: faultsOf(trace), ...(isIdle ? { discarded: discardsOf(trace) } : {}) };
}

/** From the guest's last instruction at the source to its first one at the destination; both have the same clock. */
function stoppedSeconds(source: Machine, destination: Machine): number | null {
  const [stop, resume] = [source.eventSeconds("STOP"), destination.eventSeconds("RESUME")];
  return stop === undefined || resume === undefined ? null : Math.round((resume - stop) * 1e4) / 1e4;
}

function warnIfSlow(requested: number, reached: number, logger?: (line: string) => void): void {
  if (reached >= requested * RATE_TOLERANCE) return;
  logger?.(`the guest writes ${reached} pages/s, not ${requested}: this machine is too slow`);
}

/** Sets capabilities and limits on both sides and makes the destination listen. */
async function configure(source: Machine, destination: Machine, run: MeasureRun): Promise<void> {
  const needed = capabilitiesOf(run.engine, run.capabilities ?? []);
  await enableCapabilities(source, needed.source);
  await enableCapabilities(destination, needed.destination);
  await destination.execute("migrate-incoming", { uri: MIGRATION_URI });
  await source.execute("migrate-set-parameters", { "max-bandwidth": 0, "downtime-limit": run.downtimeLimitMs });
}

import { steadyRate } from "./boot.ts";
import { capabilitiesOf, enableCapabilities } from "./capabilities.ts";
import type { MeasureError } from "./errors.ts";
import { figures } from "./figures.ts";
import { type MeasureHost, THIS_HOST } from "./host.ts";
import { hypervisorName } from "./hypervisor-name.ts";
import { kernelCommandLine } from "./kernel-command-line.ts";
import { DESTINATION_ADDRESS } from "./link.ts";
import { type Machine, startMachine } from "./machine.ts";
import { machineArguments } from "./machine-arguments.ts";
import { type Clock, migrate } from "./migrate.ts";
import type { MigrationInfo } from "./query-migrate.ts";
import { resumed } from "./resumed.ts";
import { runId } from "./run-id.ts";
import { parseRun } from "./schema.ts";
import { makeScratch, removeAbandoned } from "./scratch.ts";
import { TIMELINE_COLUMNS } from "./timeline.ts";
import type { Accelerator, MeasuredRun, MeasureRun, TimelineRow } from "./types.ts";

/** How to measure; everything has a default. */
export interface MeasureOptions {
  /** What executes the guest; `tcg`, as in the published table. */
  accelerator?: Accelerator;
  /** QEMU to run, a name in the path or a file; `qemu-system-x86_64`. */
  qemu?: string;
  /** Linux image to boot; Debian's cloud kernel, fetched on first use. */
  kernelPath?: string;
  /** Folder that keeps the guest; `out/guest`. */
  guestFolder?: string;
  /** Seconds after which a migration that is still in pre-copy is cancelled; 45. */
  limitSeconds?: number;
  /** Told in a word what goes on now. */
  onStage?: (stage: string) => void;
  /** Told each row of the timeline as it comes. */
  onRow?: (row: TimelineRow) => void;
  /** Told what the reader of the figures should know, such as a guest slower than asked. */
  logger?: (line: string) => void;
  /** Stops the measurement; all that was started is gone when the promise rejects. */
  signal?: AbortSignal;
  /** Milliseconds; the machine's monotonic clock. */
  clock?: Clock;
  /** What the machine provides; this machine. */
  host?: MeasureHost;
}

/** A workload that reaches less than this share of the rate asked for is worth a warning. */
const RATE_TOLERANCE = 0.95;
const PAGE_BYTES = 4096;
const MIGRATION_URI = `tcp:${DESTINATION_ADDRESS}:4444`;

/**
 * Boots a guest with a known workload, migrates it over a shaped link, and returns what QEMU counted.
 *
 * Needs Linux, root and QEMU. Leaves no process, network namespace or temporary file behind, whatever happens.
 *
 * @throws {MeasureError} if the run is not valid, something is missing, or the migration fails.
 * @example
 * ```ts ignore
 * import { measure } from "../lib/measure-mod.ts";
 * const workload = { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 } as const;
 * const link = { linkMbitPerSecond: 500, downtimeLimitMs: 300 };
 * const { measured } = await measure({ engine: "post-copy", memoryMiB: 128, ...link, workload });
 * console.log(measured.totalTimeSeconds);
 * ```
 */
export async function measure(run: MeasureRun, options: MeasureOptions = {}): Promise<MeasuredRun> {
  const { engine, memoryMiB, linkMbitPerSecond, downtimeLimitMs, workload, capabilities = [] } = parseRun(run);
  const { accelerator = "tcg", qemu = "qemu-system-x86_64", host = THIS_HOST, limitSeconds = 45, logger } = options;
  const stage = options.onStage ?? (() => {});

  await host.check(qemu);
  stage("preparing the guest");
  const { guestFolder: folder, kernelPath } = options;
  const guest = await host.guest({ folder, kernelPath, signal: options.signal });

  // What ends one of the two QEMUs also ends all waiting for the other.
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, ...(options.signal ? [options.signal] : [])]);
  signal.throwIfAborted();
  await removeAbandoned(host.removeLink);
  await using scratch = await makeScratch();
  await using link = await host.link(scratch.name, linkMbitPerSecond);

  let cancelled = false;
  const start = (role: "source" | "destination"): Promise<Machine> => {
    const socketPath = `${scratch.path}/${role}.sock`;
    const words = kernelCommandLine(workload);
    const config = { role, socketPath, memoryMiB, accelerator, ...guest, kernelCommandLine: words };
    const prefix = role === "source" ? link.sourcePrefix : link.destinationPrefix;
    const onLost = (error: MeasureError) => {
      // The destination of a migration that is cancelled ends with an error.
      if (!(cancelled && role === "destination")) lost.abort(error);
    };
    return startMachine([...prefix, qemu, ...machineArguments(config)], { role, socketPath, onLost, signal });
  };
  stage("booting the guest");
  await using source = await start("source");
  const hypervisor = hypervisorName(await source.execute("query-version"), accelerator);
  const reached = await steadyRate(source, workload.bufferMiB, signal);
  if (reached < workload.pagesPerSecond * RATE_TOLERANCE) {
    logger?.(`the guest writes ${reached} pages/s, not ${workload.pagesPerSecond}: this machine is too slow`);
  }
  await using destination = await start("destination");

  stage("migrating");
  const needed = capabilitiesOf(engine, capabilities);
  await enableCapabilities(source, needed.source);
  await enableCapabilities(destination, needed.destination);
  await destination.execute("migrate-incoming", { uri: MIGRATION_URI });
  await source.execute("migrate-set-parameters", { "max-bandwidth": 0, "downtime-limit": downtimeLimitMs });
  const { onRow, clock } = options;
  const onCancel = () => cancelled = true;
  const outcome = await migrate(source, { uri: MIGRATION_URI, engine, limitSeconds, onCancel, onRow, signal, clock });
  const completed = outcome.status === "completed";
  if (completed) await resumed(destination, signal);
  const counters = completed ? await destination.execute<MigrationInfo>("query-migrate") : {};
  if (completed && engine !== "pre-copy" && outcome.info.ram?.["postcopy-bytes"] === 0) {
    logger?.(`${runId(run)} converged in pre-copy, before post-copy could begin: lower the downtime limit`);
  }

  return {
    id: runId(run),
    hypervisor,
    engine,
    vcpus: 1,
    capabilities,
    memoryMiB,
    totalPages: Math.round(outcome.info.ram!.total / PAGE_BYTES),
    zeroPages: outcome.info.ram!.duplicate,
    linkMbitPerSecond,
    downtimeLimitMs,
    workload,
    measured: figures(outcome, counters),
    timeline: { columns: [...TIMELINE_COLUMNS], rows: outcome.rows },
  };
}

import { delay } from "@std/async/delay";
import type { DirtyCurve } from "../lib/curve/dirty-curve.ts";
import { readCurve } from "../lib/curve/read.ts";
import { MeasureError } from "./errors.ts";
import { QmpClient } from "./qmp.ts";

/** How QEMU finds dirty pages: by checksums of a sample, or by its log of writes, which slows the guest's writes down. */
export const PROFILE_MODES = ["page-sampling", "dirty-bitmap", "dirty-ring"] as const;

/** Lengths of the measured periods. Each is a multiple of QEMU's unit, and twice as long as the one before. */
const PERIODS = [1, 2, 4, 8, 16];
const POLL_SECONDS = 0.2;
/** Time that QEMU may take beyond a period: sampling a large guest takes seconds. */
const GRACE_SECONDS = 30;

/** QEMU samples 512 pages of each GiB unless told otherwise, and 4096 at most. Each is read and hashed twice. */
const SAMPLES_PER_GIB = { least: 512, most: 4096 };
const MOST_SAMPLES = 65_536;

/** Options of {@linkcode profile}. */
export interface ProfileOptions {
  mode?: typeof PROFILE_MODES[number];
  /** Longest time in all. Periods that do not fit are left out. Default 60. */
  limitSeconds?: number;
  /** Time limit of each answer. Default 10. */
  timeoutSeconds?: number;
  /** Called about five times a second. */
  onProgress?: (seconds: number, total: number) => void;
  /** Clock in milliseconds. */
  now?: () => number;
  wait?: (milliseconds: number) => Promise<void>;
}

/** A measured dirty curve, as `predict` reads it. */
export interface Profile extends Pick<DirtyCurve, "points" | "source" | "sampled"> {
  memoryBytes: number;
  /** QEMU's parameters of migration when it was measured. A management layer sets its own when it migrates. */
  parameters: { maxBytesPerSecond: number | null; downtimeLimitSeconds: number };
}

/**
 * Measures the dirty curve of a running QEMU through the monitor at a socket. It only queries, and has QEMU measure: no
 * setting of the guest or of its migration changes.
 *
 * @throws {MeasureError} if the socket is not that of a monitor, or QEMU refuses, ends or takes too long
 */
export async function profile(socketPath: string, options: ProfileOptions = {}): Promise<Profile> {
  const { limitSeconds = 60, timeoutSeconds = 10, now = () => performance.now(), mode = "page-sampling" } = options;
  using client = await connect(socketPath, timeoutSeconds);
  if (mode !== "page-sampling") await requireKvm(client, mode);
  const memory = await client.execute<Record<string, number>>("query-memory-size-summary");
  const parameters = await client.execute<Record<string, number>>("query-migrate-parameters");
  const memoryBytes = memory["base-memory"] + (memory["plugged-memory"] ?? 0);
  const perGib = Math.floor(MOST_SAMPLES * 2 ** 30 / memoryBytes);
  const samples = Math.min(SAMPLES_PER_GIB.most, Math.max(SAMPLES_PER_GIB.least, perGib));
  const how = mode === "page-sampling" ? { "sample-pages": samples } : { mode };
  const start = now();
  const elapsed = () => (now() - start) / 1000;
  const answers: unknown[] = [];
  for (const [i, period] of PERIODS.entries()) {
    const rest = PERIODS.slice(i);
    if (elapsed() + period > limitSeconds) break;
    const fitting = rest.reduce((sum, next) => sum + next <= limitSeconds ? sum + next : sum, elapsed());
    const onProgress = () => options.onProgress?.(Math.min(elapsed(), fitting), fitting);
    await client.execute("calc-dirty-rate", { "calc-time": period, ...how });
    answers.push(await measured(client, period, { elapsed, onProgress, wait: options.wait ?? delay }));
  }
  if (answers.length === 0) {
    throw new MeasureError(
      "input",
      `the limit must be at least the ${PERIODS[0]} s of the shortest period, got ${limitSeconds} s`,
    );
  }
  const { points, source, sampled } = readCurve(JSON.stringify(answers));
  return {
    ...{ source, sampled, points, memoryBytes },
    parameters: {
      maxBytesPerSecond: parameters["max-bandwidth"] || null,
      downtimeLimitSeconds: parameters["downtime-limit"] / 1000,
    },
  };
}

async function connect(path: string, timeoutSeconds: number): Promise<QmpClient> {
  try {
    return await QmpClient.connect(path, { timeoutSeconds });
  } catch (error) {
    if (error instanceof MeasureError) {
      const why = error.message.replace(/^Cannot measure: /, "");
      throw new MeasureError("input", `${path} must be a QMP socket that no other program uses: ${why}`);
    }
    if (error instanceof Deno.errors.NotFound) throw new MeasureError("input", `${path} does not exist`);
    if (error instanceof Deno.errors.ConnectionRefused) throw new MeasureError("input", `nothing listens at ${path}`);
    if (error instanceof Deno.errors.PermissionDenied) throw new MeasureError("input", `no permission to use ${path}`);
    throw error;
  }
}

/** QEMU 7.2 crashes if it is asked to measure by the log of writes without KVM: it looks for KVM's state, which is missing. */
async function requireKvm(client: QmpClient, mode: string): Promise<void> {
  const { enabled } = await client.execute<{ enabled: boolean }>("query-kvm");
  if (!enabled) throw new MeasureError("input", `the mode ${mode} needs KVM, which this QEMU does not use`);
}

/** Waits for QEMU's measurement and returns its answer. */
async function measured(
  client: QmpClient,
  period: number,
  { elapsed, onProgress, wait }: {
    elapsed: () => number;
    onProgress: () => void;
    wait: (milliseconds: number) => Promise<void>;
  },
): Promise<unknown> {
  const latest = elapsed() + period + GRACE_SECONDS;
  while (elapsed() < latest) {
    await wait(POLL_SECONDS * 1000);
    onProgress();
    const answer = await client.execute<{ status: string }>("query-dirty-rate");
    if (answer.status === "measured") return answer;
  }
  throw new MeasureError("failed", `QEMU did not finish measuring ${period} s within ${period + GRACE_SECONDS} s`);
}

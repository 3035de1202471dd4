import { type Command, defineCommand } from "../shell/command.ts";
import type { CommandIo } from "../shell/io.ts";
import { appendLine, requireTable } from "./append-line.ts";
import { progressLine, summaryLine } from "./describe-run.ts";
import { describeError, MeasureError } from "./errors.ts";
import { MEASURE_FLAGS, type MeasureFlags, runsOf } from "./flags.ts";
import type { MeasureHost } from "./host.ts";
import { interruptible, Interruption } from "./interruption.ts";
import { measureAll } from "./measure-all.ts";
import { measuredIn } from "./resume.ts";
import type { MeasureRun } from "./types.ts";

/**
 * The command `measure`: measures the runs that the flags describe and returns the exit code.
 *
 * 0: done; 1: a run failed, or one of the smoke plan did not converge; 2: bad input, or this machine lacks something; 128 +
 * the number of the signal: interrupted. Only the lines of finished runs remain in every case.
 *
 * @param host the machine to measure on; default: this one
 */
export function measureCommand(host?: MeasureHost): Command {
  return defineCommand({
    name: "measure",
    about: "Measure live migrations of QEMU guests over a shaped link.",
    flags: MEASURE_FLAGS,
    notes: [
      "One of --smoke, --plan and --engine is required; the flags after --engine describe its run. A run in a plan is " +
      "{engine, memoryMiB, linkMbitPerSecond, downtimeLimitMs, workload: {kind, bufferMiB, pagesPerSecond, " +
      "hotFraction?, hotShare?}, capabilities?}.",
      "Needs Linux, root, QEMU and iproute2. The first run also builds the guest with gcc and fetches its kernel with apt.",
    ],
    exitCodes: { 1: "a run failed", 2: "bad input or something is missing" },
    async run(flags, io) {
      const runs = await runsOf(flags, io);
      try {
        return await interruptible((signal) => measureRuns(runs, { flags, io, host, signal }));
      } catch (error) {
        io.showProgress("");
        io.complain(`${describeError(error)}\n`);
        return exitCodeOf(error);
      }
    },
  });
}

async function measureRuns(
  runs: MeasureRun[],
  { flags, io, host, signal }: { flags: MeasureFlags; io: CommandIo; host?: MeasureHost; signal: AbortSignal },
): Promise<number> {
  const { json, smoke, accel: accelerator, qemu, kernel, limitSeconds, repeats, atMost } = flags;
  const out = flags.out === undefined ? "out/measured.jsonl" : io.callerPath(flags.out);
  await requireTable(out);
  const skip = flags.resume ? await measuredIn(out) : undefined;
  const { measured, failed } = await measureAll(runs, {
    ...{ accelerator, limitSeconds, repeats, skip, atMost, signal, host },
    // A name without a folder is looked up in PATH.
    qemu: qemu?.includes("/") ? io.callerPath(qemu) : qemu,
    kernelPath: kernel === undefined ? undefined : io.callerPath(kernel),
    onProgress: (progress) => io.showProgress(progressLine(progress)),
    logger: (line) => {
      io.showProgress("");
      io.complain(`${line}\n`);
    },
    onMeasured: async (measured) => {
      await appendLine(out, JSON.stringify(measured));
      io.showProgress("");
      if (!json) io.print(`${summaryLine(measured)}\n`);
    },
  });
  if (json) io.print(`${JSON.stringify(measured)}\n`);
  const unfinished = smoke && measured.some(({ measured }) => measured.status !== "completed");
  return failed.length > 0 || unfinished ? 1 : 0;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  const isInput = error instanceof MeasureError ? error.kind !== "failed" : error instanceof Deno.errors.NotCapable;
  return isInput ? 2 : 1;
}

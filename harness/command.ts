import { appendLine, requireTable } from "./append-line.ts";
import { progressLine, summaryLine } from "./describe-run.ts";
import { describeError, MeasureError } from "./errors.ts";
import { type MeasureCommandLine, parseFlags } from "./flags.ts";
import { HELP } from "./help.ts";
import type { MeasureHost } from "./host.ts";
import { measureAll } from "./measure-all.ts";
import { interruptible, Interruption } from "./interruption.ts";

/** Input and output of the command. Default: the process and this machine. */
export interface MeasureCommandEnvironment {
  /** Prints results. */
  print: (text: string) => void;
  /** Prints errors. */
  complain: (text: string) => void;
  /** Shows the progress in place of the progress shown before; absent if standard error is not a terminal. */
  showProgress?: (text: string) => void;
  /** Programs and links of the machine. */
  host?: MeasureHost;
  /** Resolves a path that the caller typed. Default: the path itself. */
  callerPath?: (path: string) => string;
}

/**
 * The command `deno task measure`: measures the requested runs and returns the exit code.
 *
 * 0: done; 1: a run failed, or a run of the smoke plan did not converge; 2: bad input, or this machine lacks something;
 * 128 + the signal's number: interrupted. Lines of runs measured before are kept; everything else is removed.
 *
 * @example
 * ```ts
 * import { measureCommand } from "./command.ts";
 * import { assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(await measureCommand(["--engine", "teleport"]), 2);
 * ```
 */
export async function measureCommand(
  args: string[],
  environment: MeasureCommandEnvironment = processEnvironment(),
): Promise<number> {
  try {
    const commandLine = await parseFlags(args, Deno.readTextFile, environment.callerPath);
    if (!commandLine.help) return await interruptible((signal) => run(commandLine, environment, signal));
    environment.print(HELP);
    return 0;
  } catch (error) {
    environment.showProgress?.("");
    environment.complain(`${describeError(error)}\n`);
    return exitCode(error);
  }
}

async function run(
  commandLine: MeasureCommandLine,
  { print, complain, showProgress, host }: MeasureCommandEnvironment,
  signal: AbortSignal,
): Promise<number> {
  const { runs, out, json, smoke, accelerator, qemu, kernelPath, limitSeconds } = commandLine;
  await requireTable(out);
  const { measured, failed } = await measureAll(runs, {
    ...{ accelerator, qemu, kernelPath, limitSeconds, signal, host },
    onProgress: (progress) => showProgress?.(progressLine(progress)),
    logger: (line) => {
      showProgress?.("");
      complain(`${line}\n`);
    },
    onMeasured: async (measured) => {
      await appendLine(out, JSON.stringify(measured));
      showProgress?.("");
      if (!json) print(`${summaryLine(measured)}\n`);
    },
  });
  if (json) print(`${JSON.stringify(measured)}\n`);
  const unfinished = smoke && measured.some(({ measured }) => measured.status !== "completed");
  return failed.length > 0 || unfinished ? 1 : 0;
}

function exitCode(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  const theirs = error instanceof MeasureError ? error.kind !== "failed" : error instanceof Deno.errors.NotCapable;
  return theirs ? 2 : 1;
}

/** The process's standard output and error. */
export function processEnvironment(): MeasureCommandEnvironment {
  const write = (stream: { writeSync(bytes: Uint8Array): number }) => (text: string) => {
    for (let rest = new TextEncoder().encode(text); rest.length > 0;) rest = rest.subarray(stream.writeSync(rest));
  };
  const [print, complain] = [write(Deno.stdout), write(Deno.stderr)];
  // Returns to the start of the line and clears it.
  const showProgress = (text: string) => complain(`\r\x1b[K${text}`);
  return { print, complain, ...(Deno.stderr.isTerminal() ? { showProgress } : {}) };
}

import { appendLine, requireTable } from "./append-line.ts";
import { describeError, MeasureError } from "./errors.ts";
import { type MeasureCommandLine, parseFlags } from "./flags.ts";
import { HELP } from "./help.ts";
import type { MeasureHost } from "./host.ts";
import { measureAll } from "./measure-all.ts";
import { interruptible, Interruption } from "./interruption.ts";
import { progressLine } from "./progress-line.ts";
import { summaryLine } from "./summary-line.ts";

/** Where the command prints, and what it runs on; the process and this machine by default. */
export interface MeasureCommandEnvironment {
  /** Prints results. */
  print: (text: string) => void;
  /** Prints what goes wrong. */
  complain: (text: string) => void;
  /** Shows how far it is, over what it showed before; absent where nobody looks. */
  showProgress?: (text: string) => void;
  /** What the machine provides. */
  host?: MeasureHost;
  /** Where a path leads that the caller typed; by default as it is. */
  callerPath?: (path: string) => string;
}

/**
 * The command `deno task measure`: measures what the arguments ask for and returns the exit code.
 *
 * 0: done; 1: a run failed (of the smoke plan also: did not converge); 2: bad input, or this machine lacks something;
 * 128 + the signal's number: interrupted. Nothing is left behind in any case, but for lines of runs measured before.
 *
 * @example
 * ```ts
 * import { measureCommand } from "./command.ts";
 * console.assert(await measureCommand(["--engine", "teleport"]) === 2);
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
  // To the line's start and clear it.
  const showProgress = (text: string) => complain(`\r\x1b[K${text}`);
  return { print, complain, ...(Deno.stderr.isTerminal() ? { showProgress } : {}) };
}

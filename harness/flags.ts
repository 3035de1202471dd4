import { parseArgs } from "node:util";
import { MeasureError } from "./errors.ts";
import { RUN_FLAGS, runFromFlags } from "./run-from-flags.ts";
import { parsePlan, SMOKE_PLAN } from "./plan.ts";
import type { Accelerator, MeasureRun } from "./types.ts";

/** What the command line asks for. */
export interface MeasureCommandLine {
  /** Print the help and nothing else. */
  help: boolean;
  /** Print one JSON document instead of lines for people. */
  json: boolean;
  /** The runs are the smoke plan, so each must converge. */
  smoke: boolean;
  /** Table to add to. */
  out: string;
  /** What to measure. */
  runs: MeasureRun[];
  /** What executes the guest. */
  accelerator: Accelerator;
  /** QEMU to run. */
  qemu?: string;
  /** Linux image to boot. */
  kernelPath?: string;
  /** Cancel a pre-copy that runs longer; seconds. */
  limitSeconds?: number;
}

/** Reads a text file. */
export type ReadText = (path: string) => Promise<string>;

/**
 * What the arguments ask for, its plan read and checked.
 *
 * @param callerPath where a path leads that the caller typed
 * @throws {MeasureError} naming the first argument or field that is wrong, its value, and what is allowed.
 * @example
 * ```ts
 * import { parseFlags } from "./flags.ts";
 * const { runs, accelerator } = await parseFlags(["--engine", "post-copy"]);
 * console.assert(runs[0].memoryMiB === 256 && accelerator === "tcg");
 * ```
 */
export async function parseFlags(
  args: string[],
  readText: ReadText = Deno.readTextFile,
  callerPath: (path: string) => string = (path) => path,
): Promise<MeasureCommandLine> {
  const flags = parse(args);
  const { help = false, json = false, smoke = false, out, kernel, qemu, accel = "tcg" } = flags;
  if (accel !== "tcg" && accel !== "kvm") {
    throw new MeasureError("input", `--accel must be one of tcg, kvm, got "${accel}"`);
  }
  const limit = flags["limit-seconds"];
  if (limit !== undefined && !(Number(limit) > 0 && Number(limit) <= 86_400)) {
    throw new MeasureError("input", `--limit-seconds must be a number above 0, at most 86400, got "${limit}"`);
  }
  return {
    help,
    json,
    smoke,
    out: out === undefined ? "out/measured.jsonl" : callerPath(out),
    runs: help ? [] : await runsOf(flags, (path) => readText(callerPath(path))),
    accelerator: accel,
    // A name without a folder is looked up in PATH.
    qemu: qemu?.includes("/") ? callerPath(qemu) : qemu,
    kernelPath: kernel === undefined ? undefined : callerPath(kernel),
    limitSeconds: limit === undefined ? undefined : Number(limit),
  };
}

type Flags = ReturnType<typeof parse>;

async function runsOf(flags: Flags, readText: ReadText): Promise<MeasureRun[]> {
  const { plan, smoke } = flags;
  const ofOneRun = RUN_FLAGS.filter((name) => name in flags);
  const ways = [
    ...(plan === undefined ? [] : ["--plan"]),
    ...(smoke ? ["--smoke"] : []),
    ...ofOneRun.slice(0, 1).map((name) => `--${name}`),
  ];
  if (ways.length > 1) throw new MeasureError("input", `${ways[0]} must stand without ${ways[1]}`);
  if (ways.length === 0) {
    throw new MeasureError("input", "one of --smoke, --plan and --engine must be given, see --help");
  }
  if (smoke) return [...SMOKE_PLAN];
  if (plan === undefined) return [runFromFlags(flags)];
  return parsePlan(await readJson(plan, readText));
}

async function readJson(path: string, readText: ReadText): Promise<unknown> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new MeasureError("input", `--plan must be a file that can be read, got "${path}"`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MeasureError("input", `--plan must be JSON, got "${path}": ${(error as Error).message}`);
  }
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args,
      options: {
        "engine": text,
        "memory-mib": text,
        "link-mbit": text,
        "downtime-ms": text,
        "kind": text,
        "buffer-mib": text,
        "pages-per-second": text,
        "hot-fraction": text,
        "hot-share": text,
        "capability": { type: "string", multiple: true },
        "plan": text,
        "smoke": flag,
        "accel": text,
        "qemu": text,
        "kernel": text,
        "limit-seconds": text,
        "out": text,
        "json": flag,
        "help": flag,
      },
    }).values;
  } catch (error) {
    // Only the first sentence: what follows explains the parser.
    const [said] = (error as Error).message.split(/\. |\n/);
    throw new MeasureError("input", `${said[0].toLowerCase()}${said.slice(1)}, see --help`);
  }
}

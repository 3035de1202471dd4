import { choice, flagName, type FlagValues, number, repeated, text, toggle, wholeNumber } from "../shell/flags.ts";
import type { CommandIo } from "../shell/io.ts";
import { readJson } from "../shell/read-json.ts";
import { parsePlan, parseRun, SMOKE_PLAN } from "./plan.ts";
import type { MeasureRun } from "./types.ts";

/** The flags that describe one run, each with the path of its field in {@linkcode MeasureRun} and its default. */
const RUN_FIELDS = {
  engine: { path: "engine", otherwise: undefined },
  vcpus: { path: "vcpus", otherwise: undefined },
  memoryMib: { path: "memoryMiB", otherwise: 256 },
  linkMbit: { path: "linkMbitPerSecond", otherwise: 500 },
  sendBufferKib: { path: "sendBufferKiB", otherwise: undefined },
  downtimeMs: { path: "downtimeLimitMs", otherwise: 300 },
  kind: { path: "workload.kind", otherwise: "uniform" },
  bufferMib: { path: "workload.bufferMiB", otherwise: 140 },
  pagesPerSecond: { path: "workload.pagesPerSecond", otherwise: 2000 },
  hotFraction: { path: "workload.hotFraction", otherwise: 0.1 },
  hotShare: { path: "workload.hotShare", otherwise: 0.9 },
  capability: { path: "capabilities", otherwise: undefined },
} as const;

type RunField = keyof typeof RUN_FIELDS;

/** Options of a number that describes a run. The schema of runs checks its range. */
const numberOf = (field: RunField) => ({ value: "N", shown: `${RUN_FIELDS[field].otherwise}` });

/** The flags of the command `measure`. */
export const MEASURE_FLAGS = {
  smoke: toggle("measure one short run per engine, to check that this machine can measure"),
  plan: text("measure the runs of a plan, an array of runs", { value: "FILE.json" }),
  engine: choice("measure one run of this engine: pre-copy, three-stage or post-copy", {
    choices: ["pre-copy", "three-stage", "post-copy"],
    value: "ENGINE",
  }),
  vcpus: number("virtual CPUs of the guest, each with a writing thread", { value: "N", shown: "1" }),
  memoryMib: number("guest memory in MiB", numberOf("memoryMib")),
  linkMbit: number("rate of the link in 10^6 bit/s", numberOf("linkMbit")),
  sendBufferKib: number("fixed size of the TCP send buffer in KiB", { value: "N", shown: "as Linux sizes it" }),
  downtimeMs: number("QEMU's downtime-limit in milliseconds", numberOf("downtimeMs")),
  kind: choice("workload: uniform, hot-cold or sequential", {
    choices: ["uniform", "hot-cold", "sequential"],
    value: "KIND",
    shown: RUN_FIELDS.kind.otherwise,
  }),
  bufferMib: number("MiB of memory that the guest writes to", numberOf("bufferMib")),
  pagesPerSecond: number("pages per second in which the guest writes a word", numberOf("pagesPerSecond")),
  hotFraction: number("hot-cold: hot fraction of the buffer", numberOf("hotFraction")),
  hotShare: number("hot-cold: share of the writes that go to the hot part", numberOf("hotShare")),
  capability: repeated(choice("auto-converge or postcopy-preempt", {
    choices: ["auto-converge", "postcopy-preempt"],
  })),
  accel: choice("tcg or kvm", { choices: ["tcg", "kvm"], default: "tcg" }),
  qemu: text("QEMU to run", { value: "PROGRAM", shown: "qemu-system-x86_64" }),
  kernel: text("Linux image to boot", { value: "FILE", shown: "Debian's cloud kernel" }),
  limitSeconds: number("cancel a pre-copy that runs longer", { min: 0.001, max: 86_400, shown: "45" }),
  repeats: wholeNumber("measure each run this often, one repeat of all runs after the other", {
    ...{ min: 1, max: 1000, default: 1 },
  }),
  resume: toggle("skip the runs that the table has; measure those again during which the machine was busy"),
  atMost: wholeNumber("stop after this many runs", { min: 1, max: 1_000_000, shown: "all" }),
  out: text("table to which each run adds a line", { value: "FILE.jsonl", shown: "out/measured.jsonl" }),
  json: toggle("print the lines as one JSON array"),
};

/** The values of the flags of `measure`. */
export type MeasureFlags = FlagValues<typeof MEASURE_FLAGS>;

/**
 * The runs that the flags describe. A plan is read and checked.
 *
 * @throws {MeasureError | TypeError | SyntaxError} if the flags contradict each other, or a run or the plan is wrong
 */
export async function runsOf(flags: MeasureFlags, io: CommandIo): Promise<MeasureRun[]> {
  const { plan, smoke, engine } = flags;
  const ways = [
    ...(plan === undefined ? [] : ["--plan"]),
    ...(smoke ? ["--smoke"] : []),
    ...(engine === undefined ? [] : ["--engine"]),
  ];
  if (ways.length > 1) throw new TypeError(`${ways[0]} and ${ways[1]} exclude each other`);
  if (ways.length === 0) throw new TypeError("one of --smoke, --plan and --engine is missing; see --help");
  if (engine !== undefined) return [runFromFlags(flags)];
  const unused = FIELDS.find((field) => isGiven(flags, field));
  if (unused !== undefined) throw new TypeError(`${flagOf(RUN_FIELDS[unused].path)} needs --engine`);
  return smoke ? [...SMOKE_PLAN] : parsePlan(await readJson(io, plan!));
}

const FIELDS = Object.keys(RUN_FIELDS) as readonly RunField[];
const HOT_COLD: readonly RunField[] = ["hotFraction", "hotShare"];

function isGiven(flags: MeasureFlags, field: RunField): boolean {
  const value = flags[field];
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function runFromFlags(flags: MeasureFlags): MeasureRun {
  const idle = HOT_COLD.find((field) => flags.kind !== "hot-cold" && isGiven(flags, field));
  if (idle !== undefined) throw new TypeError(`${flagOf(RUN_FIELDS[idle].path)} needs --kind hot-cold`);
  const workload: Record<string, unknown> = {};
  const run: Record<string, unknown> = { workload };
  for (const field of FIELDS) {
    const { path, otherwise } = RUN_FIELDS[field];
    const value = isGiven(flags, field) ? flags[field] : otherwise;
    if (value === undefined || (flags.kind !== "hot-cold" && HOT_COLD.includes(field))) continue;
    const [name, inner] = path.split(".");
    if (inner) workload[inner] = value;
    else run[name] = value;
  }
  return parseRun(run, flagOf);
}

/** The flag that sets the field at a path: `capabilities[1]` comes from `--capability`. */
function flagOf(path: string): string {
  const field = FIELDS.find((field) => RUN_FIELDS[field].path === path.replace(/\[\d+\]$/, ""));
  return field === undefined ? path : flagName(field);
}

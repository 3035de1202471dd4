import { drainPlan } from "../lib/drain/drain.ts";
import { parsePlan } from "../lib/drain/parse.ts";
import { PLATFORM_POLICIES } from "../lib/drain/policies.ts";
import type { DrainPlan, DrainResult } from "../lib/drain/types.ts";
import { drainTable } from "../lib/table/drain-table.ts";
import { table } from "../lib/table/table.ts";
import { formatSeconds } from "../lib/text/format.ts";
import { type Command, defineCommand } from "../shell/command.ts";
import { choice, optionalArgument, text, toggle, wholeNumber } from "../shell/flags.ts";
import { helpOf } from "../shell/help.ts";
import { progressOf } from "../shell/io.ts";
import { checkedFrom, readJson } from "../shell/read-json.ts";
import { writeFile } from "../shell/write-into.ts";
import { SCENARIO_FLAGS, scenarioFrom } from "./scenario-flags.ts";

const ORDERS = ["listed", "largest-first", "smallest-first", "calmest-first"] as const;

/** The command `drain`. */
export const command: Command = defineCommand({
  name: "drain",
  about: "Simulate the migrations that empty a host, several at a time over the same links.",
  flags: {
    file: optionalArgument("a plan; - reads standard input", { value: "PLAN.json" }),
    vms: wholeNumber("VMs alike, described by the flags of a scenario; instead of PLAN.json", { min: 1, max: 100_000 }),
    parallel: wholeNumber("migrations at a time that leave one host", { min: 1, max: 1000 }),
    platform: choice("whose policy holds where nothing else is said", { choices: Object.keys(PLATFORM_POLICIES) }),
    order: choice("which VM is next", { choices: ORDERS }),
    advise: toggle("simulate one at a time, two, three, … and print what each number leads to"),
    plot: text("write a chart of the VMs and the link over time", { value: "FILE.svg" }),
    json: toggle("print the result as one JSON document"),
    ...SCENARIO_FLAGS,
  },
  notes: [
    "For example, 20 VMs tonight, two at a time:",
    "  deno task drain --vms 20 --parallel 2 --memory 8GiB --link 10Gbit/s --writes 5k --preset qemu --cap none",
    "A plan with other hosts and guests:",
    `  {
    "platform": "kubevirt",
    "hosts": { "a": { "bandwidthBitsPerSecond": 1e10 }, "b": {}, "c": {} },
    "source": "a",
    "scenario": { "preset": "qemu", "network": { "bandwidthBitsPerSecond": 1e10 } },
    "vms": [
      { "name": "web", "count": 8, "destination": ["b", "c"], "scenario": { "vm": { "memoryBytes": 4294967296 } } },
      { "name": "db", "destination": "b", "scenario": { "vm": { "memoryBytes": 68719476736 } } }
    ]
  }`,
  ],
  exitCodes: { 1: "a VM did not move" },
  async run({ file, vms, parallel, platform, order, advise, plot, json, ...values }, io) {
    if (file === undefined && vms === undefined) {
      io.complain(helpOf(command));
      return 2;
    }
    if (file !== undefined && vms !== undefined) throw new TypeError("--vms cannot be combined with PLAN.json");
    const given: Partial<DrainPlan> = {
      ...(parallel === undefined ? {} : { parallelPerSource: parallel }),
      ...(platform === undefined ? {} : { platform: platform as DrainPlan["platform"] }),
      ...(order === undefined ? {} : { order: order as DrainPlan["order"] }),
    };
    const plan: DrainPlan = file === undefined
      ? { ...given, scenario: scenarioFrom({ input: undefined, values }).input, vms: [{ count: vms! }] }
      : { ...await readJson(io, file) as DrainPlan, ...given };
    const simulated = (plan: DrainPlan) => {
      const parsed = file === undefined ? parsePlan(plan) : checkedFrom(file, () => parsePlan(plan));
      return drainPlan(parsed, { onProgress: progressOf(io, "VMs") });
    };
    if (advise) return print(adviceFor(plan, simulated));
    const result = simulated(plan);
    if (plot !== undefined) {
      const { drainChart, standaloneSvg } = await import("../lib/plot.ts");
      await writeFile(io, { out: plot }, standaloneSvg(drainChart(result)));
    }
    io.print(
      json ? `${JSON.stringify(result)}\n` : `${textOf(result)}${plot === undefined ? "" : `\nWrote ${plot}\n`}`,
    );
    return result.failed === 0 ? 0 : 1;

    function print(rows: Advice[]): number {
      io.print(json ? `${JSON.stringify({ advice: rows })}\n` : adviceText(rows));
      return 0;
    }
  },
});

/** What a number of migrations at a time leads to. */
interface Advice {
  parallel: number;
  makespanSeconds: number;
  downtimeSeconds: number;
  longestDowntimeSeconds: number;
  failed: number;
}

const AT_ONCE = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50];

function adviceFor(plan: DrainPlan, simulated: (plan: DrainPlan) => DrainResult): Advice[] {
  const count = plan.vms.reduce((sum, vm) => sum + (vm.count ?? 1), 0);
  return AT_ONCE.filter((parallel) => parallel <= count).map((parallel) => {
    const { makespanSeconds, downtimeSeconds, longestDowntimeSeconds, failed } = simulated({
      ...plan,
      parallel: null,
      parallelPerSource: parallel,
    });
    return { parallel, makespanSeconds, downtimeSeconds, longestDowntimeSeconds, failed };
  });
}

function adviceText(rows: readonly Advice[]): string {
  const { text } = table(
    rows.map((row) => ({
      parallel: `${row.parallel}`,
      makespan: formatSeconds(row.makespanSeconds),
      downtime: formatSeconds(row.downtimeSeconds),
      longest: formatSeconds(row.longestDowntimeSeconds),
      failed: `${row.failed}`,
    })),
    {
      columns: {
        ...{ parallel: "at a time", makespan: "makespan", downtime: "sum of downtimes" },
        ...{ longest: "longest downtime", failed: "did not move" },
      },
      numeric: ["parallel", "makespan", "downtime", "longest", "failed"],
    },
  );
  const best = rows.reduce((best, row) =>
    row.failed < best.failed || (row.failed === best.failed && row.makespanSeconds < best.makespanSeconds) ? row : best
  );
  return `${text}\n\nFewest failures, then the shortest makespan: ${best.parallel} at a time.\n`;
}

function textOf(result: DrainResult): string {
  const { vms, makespanSeconds, moved, failed, downtimeSeconds, longestDowntimeSeconds } = result;
  return [
    drainTable(result).text,
    "",
    `${moved} of ${vms.length} VMs moved in ${formatSeconds(makespanSeconds)}` +
    (failed > 0 ? `; ${failed} did not: more migrations at a time leave each a smaller share of the link.` : "."),
    `Downtime: ${formatSeconds(downtimeSeconds)} in all, at most ${formatSeconds(longestDowntimeSeconds)} for one VM.`,
    "",
  ].join("\n");
}

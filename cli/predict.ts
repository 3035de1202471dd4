import { correctCurve, observedPoints } from "../lib/curve/observed.ts";
import type { DirtyCurve } from "../lib/curve/dirty-curve.ts";
import { readCurve } from "../lib/curve/read.ts";
import { answerOf, rangeText } from "../lib/predict/answer.ts";
import { predict } from "../lib/predict/predict.ts";
import { curveOfRate } from "../lib/predict/shapes.ts";
import type { Cell, PredictInput, Prediction } from "../lib/predict/types.ts";
import { megabytes } from "../lib/predict/why.ts";
import { PLATFORMS } from "../lib/scenario/names.ts";
import { describeScenario } from "../lib/scenario/describe.ts";
import { table } from "../lib/table/table.ts";
import { formatNumber, formatSeconds } from "../lib/text/format.ts";
import { defineCommand } from "../shell/command.ts";
import { choice, optionalArgument, text, toggle, wholeNumber } from "../shell/flags.ts";
import type { CommandIo } from "../shell/io.ts";
import { checkedFrom, readText } from "../shell/read-json.ts";
import { quantityFlag } from "./quantity-flag.ts";

const DEFAULT_LINK = 10e9;

/** The command `predict`. */
export const command = defineCommand({
  name: "predict",
  about: "Predict the migration of a VM from its dirty rate, its platform and its link.",
  flags: {
    file: optionalArgument(
      "the measured dirty rate: answers of query-dirty-rate, virsh domstats --dirtyrate, virsh domjobinfo, query-migrate, " +
        "points as JSON or CSV; - reads standard input",
      { value: "CURVE" },
    ),
    platform: choice("the platform, whose limits apply (see presets)", {
      choices: PLATFORMS,
      default: "libvirt" as const,
    }),
    memory: quantityFlag("guest memory", { kind: "bytes", value: "SIZE", shown: "as CURVE says" }),
    free: quantityFlag("memory that holds only zeros", {
      kind: "bytes",
      value: "SIZE",
      shown: "as CURVE says, or none",
    }),
    link: quantityFlag("bit rate of the link", { kind: "bits per second", value: "RATE", shown: "10Gbit/s" }),
    rate: quantityFlag("the dirty rate in place of CURVE", { kind: "bytes per second", value: "RATE" }),
    over: quantityFlag("the period over which --rate was measured", { kind: "seconds", value: "TIME", shown: "1s" }),
    observed: text("a polled migration attempt, which corrects CURVE", { value: "FILE" }),
    downtimeLimit: quantityFlag("a downtime limit in place of the platform's", { kind: "seconds", value: "TIME" }),
    cap: quantityFlag("a cap in place of the platform's, or none", { kind: "bytes per second", value: "RATE" }),
    timeLimit: quantityFlag("a time limit in place of the platform's", { kind: "seconds", value: "TIME" }),
    seeds: wholeNumber("seeds per shape of working set", { min: 1, max: 100, default: 5 }),
    json: toggle("print one JSON document"),
  },
  notes: [
    "For example:",
    "  deno task predict --rate 200MB/s --over 1s --platform kubevirt --memory 64GiB --link 25Gbit/s\n" +
    "  deno task predict curve.json --platform proxmox --link 10Gbit/s",
  ],
  async run(values, io) {
    const { curve, cells } = await curveOf(values, io);
    const input: PredictInput = {
      curve,
      platform: values.platform,
      memoryBytes: values.memory ?? undefined,
      zeroPages: values.free == null ? undefined : Math.floor(values.free / 4096),
      bandwidthBitsPerSecond: values.link ?? DEFAULT_LINK,
      downtimeLimitSeconds: values.downtimeLimit ?? undefined,
      maxBytesPerSecond: values.cap,
      timeLimitSeconds: values.timeLimit ?? undefined,
      seeds: values.seeds,
      cells,
    };
    if (values.memory === undefined && curve.memoryBytes === undefined) {
      throw new TypeError("--memory is required, because the dirty rate does not say it");
    }
    if (values.free != null && values.free >= (values.memory ?? Infinity)) {
      throw new RangeError("--free must be below --memory");
    }
    // If the prediction fails, what looks wrong in the curve may be why.
    for (const warning of curve.warnings) io.complain(`warning: ${warning}\n`);
    const prediction = values.file === undefined ? predict(input) : checkedFrom(values.file, () => predict(input));
    for (const warning of prediction.warnings) {
      if (!curve.warnings.includes(warning)) io.complain(`warning: ${warning}\n`);
    }
    io.print(
      values.json
        ? `${JSON.stringify({ source: curve.source, points: curve.points, ...prediction })}\n`
        : textOf(prediction, curve),
    );
    return 0;
  },
});

interface CurveFlags {
  file?: string;
  rate?: number | null;
  over?: number | null;
  observed?: string;
}

/** The curve that flags and files give, and the table that a file asks for. */
async function curveOf(
  { file, rate, over, observed }: CurveFlags,
  io: CommandIo,
): Promise<{ curve: DirtyCurve; cells?: PredictInput["cells"] }> {
  if ((file === undefined) === (rate === undefined || rate === null)) {
    throw new TypeError("give either a file with the dirty rate or --rate; see --help");
  }
  const written = file === undefined ? undefined : await readText(io, file);
  const measured = written === undefined ? curveOfRate(rate!, over ?? 1) : checkedFrom(file!, () => readCurve(written));
  const cells = written === undefined ? undefined : tableOf(written);
  if (observed === undefined) return { curve: measured, cells };
  const attempt = await readText(io, observed);
  return { curve: correctCurve(measured, checkedFrom(observed, () => observedPoints(attempt))), cells };
}

/** The links and limits of a published table that stands in the same file. */
function tableOf(written: string): PredictInput["cells"] {
  try {
    const { gbps, downtimeLimitMs } = JSON.parse(written).table;
    return {
      bandwidthsBitsPerSecond: gbps.map((rate: number) => rate * 1e9),
      downtimeLimitsSeconds: downtimeLimitMs.map((limit: number | null) => limit === null ? null : limit / 1000),
    };
  } catch {
    return undefined;
  }
}

function textOf(prediction: Prediction, curve: DirtyCurve): string {
  const { scenario, platform, why, engines, shapes, dirtyRates, rate } = prediction;
  const [guest, rules] = describeScenario(scenario, platform);
  const shapeRows = shapes.map((shape) => ({
    shape: shape.name,
    total: rangeText(shape.totalSeconds),
    downtime: rangeText(shape.downtimeSeconds),
  }));
  const rateRows = dirtyRates[0].map(({ seconds }, i) => ({
    interval: formatSeconds(seconds),
    dirty: spread(dirtyRates.map((rates) => rates[i].dirtyBytesPerSecond)),
    sent: `${megabytes(rate.bytesPerSecond)}/s`,
  }));
  const engineRows = engines.map((engine) => ({
    engine: engine.engine,
    total: rangeText(engine.totalSeconds),
    downtime: rangeText(engine.downtimeSeconds),
    stall: rangeText(engine.stallSeconds),
  }));
  return `${
    [
      answerOf(prediction).join("\n"),
      `Why: ${why.join("\n     ")}`,
      table(rateRows, { columns: { interval: "over", dirty: "dirty rate", sent: "send rate" } }).text,
      ...(shapes.length > 1
        ? [table(shapeRows, { columns: { shape: "working set", total: "total time", downtime: "downtime" } }).text]
        : []),
      cellsTable(prediction),
      table(engineRows, {
        columns: { engine: "engine", total: "total time", downtime: "downtime", stall: "stall after resume" },
      }).text,
      `Dirty rate from ${curve.source}. ${guest}\n${rules}`,
    ].join("\n\n")
  }\n`;
}

function spread(rates: readonly number[]): string {
  const [least, most] = [`${megabytes(Math.min(...rates))}/s`, `${megabytes(Math.max(...rates))}/s`];
  return least === most ? least : `${least} to ${most}`;
}

/** Total times by link: as the platform does, and by downtime limit where that has an effect. */
function cellsTable({ qemu, platform, scenario }: Prediction): string {
  const own = `as ${platform} does`;
  const shown = (seconds: number | null) => seconds === null ? "never" : formatNumber(seconds, 3);
  const cells = scenario.migration.hypervisor === "qemu" ? qemu.cells : [];
  const nameOf = ({ downtimeLimitMs }: Cell) =>
    downtimeLimitMs === null ? "unlimited" : formatSeconds(downtimeLimitMs / 1000);
  const rows = qemu.ownCells.map(({ gbps, totalSeconds }) => ({
    link: `${formatNumber(gbps)} Gbit/s`,
    [own]: shown(totalSeconds),
    ...Object.fromEntries(
      cells.filter((cell) => cell.gbps === gbps).map((cell) => [nameOf(cell), shown(cell.totalSeconds)]),
    ),
  }));
  const names = [own, ...new Set(cells.map(nameOf))];
  return table(rows, {
    caption: `Total time in seconds by link, as ${platform} does${
      cells.length > 0 ? " and under fixed downtime limits" : ""
    }`,
    columns: { link: "link", ...Object.fromEntries(names.map((name) => [name, name])) },
    numeric: names,
  }).text;
}

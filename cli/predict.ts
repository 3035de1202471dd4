import type { DirtyCurve } from "../lib/curve/dirty-curve.ts";
import { answerOf, rangeText } from "../lib/predict/answer.ts";
import { predict } from "../lib/predict/predict.ts";
import type { Cell, PredictInput, Prediction } from "../lib/predict/types.ts";
import { megabytes } from "../lib/predict/why.ts";
import { describeScenario } from "../lib/scenario/describe.ts";
import { table } from "../lib/table/table.ts";
import { formatNumber, formatSeconds } from "../lib/text/format.ts";
import { rangeNote } from "../lib/validated-range.ts";
import { defineCommand } from "../shell/command.ts";
import { toggle, wholeNumber } from "../shell/flags.ts";
import { checkedFrom } from "../shell/read-json.ts";
import { CURVE_FLAGS, curveOf, guestOf } from "./curve-flags.ts";
import { quantityFlag } from "./quantity-flag.ts";

/** The command `predict`. */
export const command = defineCommand({
  name: "predict",
  about: "Predict the migration of a VM from its dirty rate, its platform and its link.",
  flags: {
    ...CURVE_FLAGS,
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
      ...guestOf(values, curve),
      downtimeLimitSeconds: values.downtimeLimit ?? undefined,
      maxBytesPerSecond: values.cap,
      timeLimitSeconds: values.timeLimit ?? undefined,
      seeds: values.seeds,
      cells,
    };
    // If the prediction fails, what looks wrong in the curve may be why.
    for (const warning of curve.warnings) io.complain(`warning: ${warning}\n`);
    const prediction = values.file === undefined ? predict(input) : checkedFrom(values.file, () => predict(input));
    const note = rangeNote(prediction.scenario);
    const warnings = [...prediction.warnings, ...(note === null ? [] : [note])];
    for (const warning of warnings) {
      if (!curve.warnings.includes(warning)) io.complain(`warning: ${warning.replace(/^Note: /, "")}\n`);
    }
    io.print(
      values.json
        ? `${JSON.stringify({ source: curve.source, points: curve.points, ...prediction, warnings })}\n`
        : textOf(prediction, curve),
    );
    return 0;
  },
});

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

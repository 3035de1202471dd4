import { rangeText } from "../lib/predict/answer.ts";
import { type AdviceOption, advise } from "../lib/predict/advise.ts";
import { megabytes } from "../lib/predict/why.ts";
import { table } from "../lib/table/table.ts";
import { capital, formatNumber, formatSeconds } from "../lib/text/format.ts";
import { defineCommand } from "../shell/command.ts";
import { flagName, number, toggle, wholeNumber } from "../shell/flags.ts";
import { checkedFrom } from "../shell/read-json.ts";
import { CURVE_FLAGS, curveOf, guestOf } from "./curve-flags.ts";
import { quantityFlag } from "./quantity-flag.ts";

/** The command `advise`. */
export const command = defineCommand({
  name: "advise",
  about: "Find the cheapest settings with which a VM migrates in a given time and downtime.",
  flags: {
    ...CURVE_FLAGS,
    downtime: quantityFlag("the longest downtime; required", { kind: "seconds", value: "TIME" }),
    within: quantityFlag("the longest total time; required", { kind: "seconds", value: "TIME" }),
    probability: number("share of the seeds that must meet both", { min: 0.01, max: 1, default: 0.9 }),
    seeds: wholeNumber("seeds per shape of working set", { min: 1, max: 100, default: 10 }),
    json: toggle("print one JSON document"),
  },
  notes: [
    "Cheapest: the measure that interferes least with the guest, then the smallest share of the link, then the highest " +
    "downtime limit.",
    "For example:",
    "  deno task advise curve.json --downtime 0.3 --within 120 --platform kubevirt --link 10Gbit/s",
  ],
  exitCodes: { 1: "no settings meet the target" },
  async run(values, io) {
    const { downtime, within, probability, seeds } = values;
    for (const key of ["downtime", "within"] as const) {
      if (values[key] === undefined) throw new TypeError(`${flagName(key)} is required, such as ${flagName(key)} 0.3s`);
    }
    const { curve } = await curveOf(values, io);
    const target = { downtimeSeconds: downtime!, withinSeconds: within! };
    const input = { ...guestOf(values, curve), ...target, probability, seeds };
    const advice = values.file === undefined ? advise(input) : checkedFrom(values.file, () => advise(input));
    for (const warning of advice.warnings) io.complain(`warning: ${warning}\n`);
    const { best, nearest, reason, asIs, options, platform } = advice;
    const chosen = best ?? nearest!;
    const rows = [rowOf(asIs, best), ...options.map((option) => rowOf(option, best))];
    const columns = {
      ...{ measure: "measure", settings: "settings", meets: "meets", total: "total time", downtime: "downtime" },
      stall: "stall after resume",
    };
    const lines = [
      best === null
        ? `No settings meet a downtime of ${formatSeconds(downtime!)} within ${formatSeconds(within!)}.`
        : `${capital(best.measure)}, ${settingsText(best)}.`,
      `Why:       ${reason}`,
      ...(best === null ? [`Nearest:   ${chosen.measure}, ${settingsText(chosen)}.`] : []),
      `Outcome:   ${rangeText(chosen.totalSeconds)} in all, down for ${rangeText(chosen.downtimeSeconds)}${
        (chosen.stallSeconds?.max ?? 0) > 0 ? `, then stalled for ${rangeText(chosen.stallSeconds)}` : ""
      }.`,
      `Cost:      ${chosen.cost}.`,
      `Set:       ${chosen.set.length === 0 ? `nothing; ${platform} as it is` : chosen.set.join("\n           ")}`,
    ];
    const costs = options.map(({ measure, cost }) => `${capital(measure)}: ${cost}.`);
    io.print(
      values.json
        ? `${JSON.stringify({ source: curve.source, points: curve.points, target, ...advice })}\n`
        : `${lines.join("\n")}\n\n${table(rows, { columns, numeric: [] }).text}\n\n${costs.join("\n")}\n`,
    );
    return best === null ? 1 : 0;
  },
});

function rowOf(option: AdviceOption, best: AdviceOption | null) {
  const { measure, meets, totalSeconds, downtimeSeconds, stallSeconds } = option;
  return {
    measure: `${measure}${option === best ? " *" : ""}`,
    settings: settingsText(option),
    meets: meets ? "yes" : "no",
    total: rangeText(totalSeconds),
    downtime: rangeText(downtimeSeconds),
    stall: rangeText(stallSeconds),
  };
}

function settingsText({ linkShare, maxBytesPerSecond, downtimeLimitSeconds, postCopyAfterSeconds }: AdviceOption) {
  const rate = maxBytesPerSecond === null ? "" : ` (${megabytes(maxBytesPerSecond)}/s)`;
  return [
    linkShare === null ? "the platform's cap" : `${formatNumber(linkShare * 100)} % of the link${rate}`,
    ...(downtimeLimitSeconds === null ? [] : [`limit ${formatSeconds(downtimeLimitSeconds)}`]),
    ...(postCopyAfterSeconds === null ? [] : [`after ${formatSeconds(postCopyAfterSeconds)}`]),
  ].join(", ");
}

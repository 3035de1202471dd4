import type { DirtyCurve } from "../lib/curve/dirty-curve.ts";
import { correctCurve, observedPoints } from "../lib/curve/observed.ts";
import { readCurve } from "../lib/curve/read.ts";
import { curveOfRate } from "../lib/predict/shapes.ts";
import type { PredictInput } from "../lib/predict/types.ts";
import { PLATFORMS } from "../lib/scenario/names.ts";
import { choice, type FlagValues, optionalArgument, text } from "../shell/flags.ts";
import type { CommandIo } from "../shell/io.ts";
import { checkedFrom, readText } from "../shell/read-json.ts";
import { quantityFlag } from "./quantity-flag.ts";

const DEFAULT_LINK = 10e9;

/** The flags of a guest: its dirty rate, memory, platform and link. */
export const CURVE_FLAGS = {
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
};

/** Values of {@linkcode CURVE_FLAGS}. */
export type CurveFlags = FlagValues<typeof CURVE_FLAGS>;

/**
 * The guest that the flags describe.
 *
 * @throws {TypeError | RangeError} if neither the flags nor the curve say how much memory it has, or all of it is free
 */
export function guestOf({ platform, memory, free, link }: CurveFlags, curve: DirtyCurve) {
  if (memory === undefined && curve.memoryBytes === undefined) {
    throw new TypeError("--memory is required, because the dirty rate does not say it");
  }
  if (free != null && free >= (memory ?? Infinity)) throw new RangeError("--free must be below --memory");
  return {
    curve,
    platform,
    memoryBytes: memory ?? undefined,
    zeroPages: free == null ? undefined : Math.floor(free / 4096),
    bandwidthBitsPerSecond: link ?? DEFAULT_LINK,
  };
}

/** The curve that flags and files give, and the table that a file asks for. */
export async function curveOf(
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

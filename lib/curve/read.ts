import * as z from "zod/mini";
import { complaint, mistake, quote } from "../text/message.ts";
import { type DirtyCurve, type DirtyRate, PAGE_BYTES, pointsOfRates } from "./dirty-curve.ts";
import { parseDocuments } from "./json-documents.ts";
import { curveOfTable } from "./read-table.ts";

const TASK = "read curve";
const FORMATS =
  "query-dirty-rate answers, virsh domstats --dirtyrate, virsh domjobinfo, query-migrate, points as JSON, or CSV";
/** A period above this many seconds is probably one in milliseconds. */
const LONGEST_PERIOD_SECONDS = 300;

/** QEMU measures a dirty rate for at most this many seconds (`migration/dirtyrate.h`). */
const LONGEST_CALC_SECONDS = 60;

type Json = Record<string, unknown>;

const positive = z.number("a number above 0").check(z.gt(0, "a number above 0"));
const atLeastZero = z.number("a number of at least 0").check(z.gte(0, "a number of at least 0"));
const list = <T extends z.core.$ZodType>(entry: T) =>
  z.array(entry, "a list").check(z.minLength(1, "a list that is not empty"));
const object = <T extends z.core.$ZodShape>(shape: T) => z.looseObject(shape, "an object");
const pointsSchema = object({
  points: list(object({ seconds: positive, dirtyPages: atLeastZero, errorPages: z.optional(positive) })),
  memoryBytes: z.optional(positive),
  zeroPages: z.optional(atLeastZero),
  source: z._default(z.string("text"), "a curve file"),
  sampled: z._default(z.boolean("true or false"), false),
});
const rateSchema = object({
  "calc-time": positive,
  "calc-time-unit": z.optional(z.enum(["second", "millisecond"], "second or millisecond")),
  "dirty-rate": atLeastZero,
  "sample-pages": z.optional(atLeastZero),
  mode: z.optional(z.string("text")),
});
const migrationSchema = object({
  ram: object({
    "dirty-pages-rate": atLeastZero,
    "page-size": z._default(positive, PAGE_BYTES),
    total: z.optional(positive),
    duplicate: z.optional(atLeastZero),
  }),
});
const publishedSchema = object({
  pages: object({ total: positive, sampled: positive, zeroSampled: z._default(atLeastZero, 0) }),
  dirtyCurve: object({ periodMs: list(positive), dirtySampled: list(atLeastZero) }),
  pageBytes: z._default(positive, PAGE_BYTES),
});

function checked<T extends z.ZodMiniType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw complaint(result.error, { task: TASK, input });
  return result.data;
}

/**
 * Reads what an operator can measure: answers of QEMU's `query-dirty-rate` (one or a list), `virsh domstats --dirtyrate`,
 * `virsh domjobinfo`, `query-migrate`, points in JSON (`{"points": [{"seconds", "dirtyPages"}]}`), the published predictor's
 * file, or CSV with a heading such as `seconds,pages`.
 *
 * @param text the content of the file
 * @throws {TypeError | RangeError | SyntaxError} if it is none of these, or a value makes no sense
 *
 * @example
 * ```ts
 * import { readCurve } from "@pageferry/pageferry/predict";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const { points } = readCurve("seconds,pages\n1,9000\n4,21000\n");
 * assertStrictEquals(points[1].dirtyPages, 21000);
 * ```
 */
export function readCurve(text: string): DirtyCurve {
  const written = text.trim();
  if (written === "") throw new SyntaxError(`Cannot ${TASK}: the file is empty`);
  const curve = /^[[{]/.test(written) ? curveOfJson(parsed(written)) : curveOfText(written);
  const last = curve.points[curve.points.length - 1];
  if (last.seconds > LONGEST_PERIOD_SECONDS) {
    curve.warnings.push(`a period of ${last.seconds} s is very long; are the periods in milliseconds?`);
  }
  return curve;
}

function parsed(text: string): unknown {
  try {
    return parseDocuments(text);
  } catch (error) {
    throw new SyntaxError(`Cannot ${TASK}: it is not JSON: ${(error as Error).message}`);
  }
}

function curveOfJson(value: unknown): DirtyCurve {
  const entries = flat(value);
  const [first] = entries;
  if (first === undefined) throw mistake(TASK, "it", FORMATS, value);
  if ("dirty-rate" in first || "calc-time" in first) return curveOfRates(entries);
  if ("ram" in first) return curveOfMigration(first);
  if ("dirtyCurve" in first) return curveOfPublished(first);
  if ("points" in first) {
    const { points, memoryBytes, zeroPages, source, sampled } = checked(pointsSchema, first);
    return { points, memoryBytes, zeroPages, source, sampled, warnings: [] };
  }
  throw mistake(TASK, "it", FORMATS, value);
}

/** The objects of an answer: without QMP's `return`, and without lists within lists. */
function flat(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value !== "object" || value === null) return [];
  return "return" in value ? flat(value.return) : [value as Json];
}

/** Answers of `query-dirty-rate`. Versions before 8.2 give whole seconds and no unit. */
function curveOfRates(answers: readonly Json[]): DirtyCurve {
  const measured = answers.filter(({ status }) => status === undefined || status === "measured");
  if (measured.length === 0) {
    const status = quote(answers[0].status);
    throw new TypeError(`Cannot ${TASK}: the dirty rate must be measured, got status ${status}; wait and query again`);
  }
  const answered = measured.map((answer) => checked(rateSchema, answer));
  const rates = answered.map((answer): DirtyRate => {
    const period = answer["calc-time"];
    const inMilliseconds = answer["calc-time-unit"] === "millisecond";
    if (!inMilliseconds && period > LONGEST_CALC_SECONDS) {
      const rule = `at most ${LONGEST_CALC_SECONDS} s, unless "calc-time-unit" is "millisecond"`;
      throw mistake(TASK, "calc-time", rule, period);
    }
    return {
      seconds: inMilliseconds ? period / 1000 : period,
      mibPerSecond: answer["dirty-rate"],
      ...(answer["sample-pages"] ? { samplesPerGiB: answer["sample-pages"] } : {}),
    };
  });
  return ratesCurve(rates, { name: "QEMU's query-dirty-rate", mode: answered[0].mode ?? "page-sampling" });
}

function ratesCurve(rates: readonly DirtyRate[], { name, mode }: { name: string; mode: string }): DirtyCurve {
  const sampled = mode === "page-sampling";
  return { points: pointsOfRates(rates, { sampled }), source: `${name}, ${mode}`, sampled, warnings: [] };
}

/** A `query-migrate` answer of an earlier or a running migration: QEMU's own count of writes in its last pass. */
function curveOfMigration(answer: Json): DirtyCurve {
  const { "dirty-pages-rate": rate, "page-size": pageBytes, total, duplicate } = checked(migrationSchema, answer).ram;
  const dirtyPages = rate * pageBytes / PAGE_BYTES;
  if (dirtyPages === 0) {
    throw new RangeError(
      `Cannot ${TASK}: ram.dirty-pages-rate must be above 0, got 0; query while pre-copy runs, QEMU resets it at the end`,
    );
  }
  return {
    points: [{ seconds: 1, dirtyPages }],
    source: "the dirty-pages-rate of a migration",
    sampled: false,
    memoryBytes: total,
    zeroPages: duplicate,
    warnings: [],
  };
}

/** The file of the published predictor: counts of sampled pages. */
function curveOfPublished(file: Json): DirtyCurve {
  const { pages: { total, sampled, zeroSampled }, dirtyCurve, pageBytes } = checked(publishedSchema, file);
  const { periodMs, dirtySampled } = dirtyCurve;
  if (dirtySampled.length !== periodMs.length) {
    throw mistake(TASK, "dirtyCurve.dirtySampled", `a list of ${periodMs.length} numbers`, dirtySampled);
  }
  const scale = total / sampled;
  const ofPage = pageBytes / PAGE_BYTES;
  return {
    points: periodMs.map((period, i) => ({
      seconds: period / 1000,
      dirtyPages: dirtySampled[i] * scale * ofPage,
      errorPages: Math.sqrt(Math.max(1, dirtySampled[i])) * scale * ofPage,
    })),
    source: "page sampling",
    sampled: true,
    memoryBytes: total * pageBytes,
    zeroPages: Math.round(zeroSampled * scale * ofPage),
    warnings: [],
  };
}

/** Text of virsh, or CSV. */
function curveOfText(text: string): DirtyCurve {
  const values = (name: RegExp) => Array.from(text.matchAll(name), ([, value]) => value);
  const rates = values(/dirtyrate\.megabytes_per_second\s*[=:]\s*(\S+)/g);
  if (rates.length > 0 || text.includes("dirtyrate.")) {
    const periods = values(/dirtyrate\.calc_period\s*[=:]\s*(\S+)/g);
    if (rates.length === 0 || rates.length !== periods.length) {
      throw new TypeError(
        `Cannot ${TASK}: domstats must have megabytes_per_second and calc_period for each measurement`,
      );
    }
    const [mode = "page-sampling"] = values(/dirtyrate\.calc_mode\s*[=:]\s*(\S+)/g);
    const numbers = object({ calc_period: positive, megabytes_per_second: atLeastZero });
    const measured = rates.map((rate, i) => {
      const input = { calc_period: Number(periods[i]), megabytes_per_second: Number(rate) };
      const { calc_period: seconds, megabytes_per_second: mibPerSecond } = checked(numbers, input);
      return { seconds, mibPerSecond };
    });
    return ratesCurve(measured, { name: "virsh domstats --dirtyrate", mode });
  }
  const [dirtyRate] = values(/^\s*Dirty rate:\s*(\d+)\s*pages\/s/gm);
  if (dirtyRate !== undefined) {
    const [pageBytes = PAGE_BYTES] = values(/^\s*Page size:\s*(\d+)/gm).map(Number);
    const [constant] = values(/^\s*Constant pages:\s*(\d+)/gm);
    const ram = {
      "dirty-pages-rate": Number(dirtyRate),
      "page-size": pageBytes,
      duplicate: constant === undefined ? undefined : Number(constant),
    };
    return { ...curveOfMigration({ ram }), source: "virsh domjobinfo" };
  }
  return curveOfTable(text) ?? fail(text);
}

function fail(text: string): never {
  throw new SyntaxError(`Cannot ${TASK}: it must be ${FORMATS}, got ${quote(text.split("\n")[0])}`);
}

/** A part of a sweep: the tasks `index`, `index + of`, `index + 2 of`, … of its plan. */
export interface Shard {
  /** From 0. */
  index: number;
  /** Number of shards. */
  of: number;
}

/** The only shard of a sweep that is not divided. */
export const WHOLE: Shard = { index: 0, of: 1 };

/** Environment variables in which a scheduler tells a task its index. */
interface Scheduler {
  name: string;
  /** The index of the task. */
  index: string;
  /** The index of the first task: a variable or a number. */
  first: string | number;
  /** The number of tasks, if the scheduler tells it. */
  count?: string;
  /** The index of the last task and the step of the indices, if the scheduler tells these instead. */
  last?: string;
  step?: string;
}

/** A new scheduler is one more line. */
const SCHEDULERS: readonly Scheduler[] = [
  {
    name: "Slurm",
    index: "SLURM_ARRAY_TASK_ID",
    first: "SLURM_ARRAY_TASK_MIN",
    last: "SLURM_ARRAY_TASK_MAX",
    step: "SLURM_ARRAY_TASK_STEP",
  },
  { name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", first: 0, count: "AWS_BATCH_JOB_ARRAY_SIZE" },
  { name: "Kubernetes", index: "JOB_COMPLETION_INDEX", first: 0 },
  { name: "GNU parallel", index: "PARALLEL_SEQ", first: 1 },
  { name: "HyperQueue", index: "HQ_TASK_ID", first: 0 },
];

/**
 * The shard that this process computes: the one the caller names, or the one that a scheduler's environment variables name.
 *
 * @param shard `I/N`, as in `--shard`
 * @param shards the number of shards, as in `--shards`, for schedulers that do not tell it
 * @param environment reads a variable
 * @throws {TypeError | RangeError} if these do not name one shard
 */
export function shardOf(
  { shard, shards }: { shard?: string; shards?: number },
  environment: (name: string) => string | undefined,
): Shard {
  if (shard !== undefined) return parseShard(shard, shards);
  const present = SCHEDULERS.filter(({ index }) => environment(index) !== undefined);
  if (present.length > 1) {
    throw new TypeError(`${present.map(({ index }) => index).join(" and ")} are set; name the shard with --shard I/N`);
  }
  if (present.length === 0) {
    if (shards === undefined) return WHOLE;
    throw new TypeError(
      `--shards needs a scheduler that sets ${SCHEDULERS.map(({ index }) => index).join(", ")}; or give --shard I/N`,
    );
  }
  const [scheduler] = present;
  const number = (name: string | number | undefined): number | undefined => {
    if (typeof name === "number" || name === undefined) return name;
    const text = environment(name);
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text)) throw new RangeError(`${name} must be a whole number, got ${text}`);
    return Number(text);
  };
  const index = number(scheduler.index)!;
  const first = number(scheduler.first) ?? 0;
  const step = number(scheduler.step) ?? 1;
  const last = number(scheduler.last);
  const of = shards ?? number(scheduler.count) ??
    (last === undefined ? undefined : Math.floor((last - first) / step) + 1);
  if (of === undefined) throw new TypeError(`${scheduler.name} does not tell the number of shards; give --shards N`);
  return checked({ index: (index - first) / step, of }, scheduler.index);
}

function parseShard(text: string, shards: number | undefined): Shard {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined) throw new TypeError(`--shard must be I/N with I from 0 to N - 1, got ${text}`);
  if (shards !== undefined && shards !== Number(of)) {
    throw new TypeError(`--shard ${text} and --shards ${shards} do not agree`);
  }
  return checked({ index: Number(index), of: Number(of) }, "--shard");
}

function checked(shard: Shard, source: string): Shard {
  const { index, of } = shard;
  if (Number.isInteger(index) && index >= 0 && index < of && of <= MOST_SHARDS) return shard;
  throw new RangeError(
    of > MOST_SHARDS
      ? `${source} must name at most ${MOST_SHARDS} shards, got ${of}`
      : `${source} must name a shard from 0 to ${of - 1}, got ${index}`,
  );
}

/** More files than this in one folder are slow on shared file systems. */
const MOST_SHARDS = 100_000;

/** Whole numbers in order as ranges: `0-3,7`, as Slurm takes them. */
export function rangesOf(numbers: readonly number[]): string {
  const starts = numbers.filter((number, i) => number !== numbers[i - 1] + 1);
  const ends = numbers.filter((number, i) => number !== numbers[i + 1] - 1);
  return starts.map((start, k) => start === ends[k] ? `${start}` : `${start}-${ends[k]}`).join(",");
}

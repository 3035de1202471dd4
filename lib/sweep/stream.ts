import { BitmapPool } from "../bitmap/pool.ts";
import { requireCount } from "../text/require.ts";
import { type SweepPlan, type TaskList, taskList } from "./plan.ts";
import type { SweepRecord } from "./sweep.ts";
import {
  simulateStride,
  type Stride,
  WORKER_NAME,
  WORKER_URL,
  type WorkerAnswer,
  type WorkerRequest,
} from "./worker.ts";

/** Options of {@linkcode streamRecords}. */
export interface StreamOptions {
  /** The part of the plan to simulate. Default: all of it. */
  part?: Stride;
  /** Number of worker threads; 0 simulates in this thread, as Node always does. Default: one for each core. */
  workers?: number;
  /** Stops the sweep: the stream then throws the signal's reason. */
  signal?: AbortSignal;
}

/** Work that one message asks of a worker: long enough that messages cost little, short enough that all end together. */
const BATCH_MILLISECONDS = 50;
const MOST_IN_BATCH = 256;

/** Batches that a worker has at once: while one is done, the next waits, so that it never idles. */
const BATCHES_PER_WORKER = 2;

/** Batches that may be done ahead of the first one that is not, for each worker. Bounds the memory of a slow consumer. */
const WINDOW_PER_WORKER = 16;

/** Number of cores. Node before 21 does not tell it. */
export function coreCount(): number {
  return (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ?? 1;
}

/**
 * Simulates tasks of a plan in worker threads and yields their records in batches, in the order of the tasks.
 *
 * The records do not depend on the number of workers. A consumer that is slower than the workers stops them.
 *
 * @throws {TypeError | RangeError} if the plan or an option is invalid
 */
export async function* streamRecords(plan: SweepPlan, options: StreamOptions = {}): AsyncGenerator<SweepRecord[]> {
  const { workers = coreCount(), signal } = options;
  if (workers !== 0) requireCount(workers, { task: "sweep", where: "workers", max: 1024 });
  const tasks = taskList(plan);
  const { part = { first: 0, stride: 1, count: tasks.length } } = options;
  signal?.throwIfAborted();
  if (workers > 0 && typeof Worker === "function") {
    try {
      return yield* inWorkers(plan, part, { workers: Math.min(workers, part.count), signal });
    } catch (error) {
      if (!(error instanceof NotStarted)) throw error;
    }
  }
  yield* inThisThread(tasks, part, signal);
}

/** A worker could not load its module, as in a browser whose page has an import map: workers have none. */
class NotStarted extends Error {}

/** Other work of this thread gets its turn between batches. */
async function* inThisThread(tasks: TaskList, part: Stride, signal?: AbortSignal): AsyncGenerator<SweepRecord[]> {
  const pool = new BitmapPool();
  let records: SweepRecord[] = [];
  let start = performance.now();
  for (let i = 0; i < part.count; i++) {
    records.push(...simulateStride(tasks, slice(part, i, 1), pool));
    if (performance.now() - start < BATCH_MILLISECONDS) continue;
    yield records;
    records = [];
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    start = performance.now();
  }
  if (records.length > 0) yield records;
}

/** `count` tasks of a part, from its `from`-th on. */
function slice({ first, stride }: Stride, from: number, count: number): Stride {
  return { first: first + from * stride, stride, count };
}

async function* inWorkers(
  plan: SweepPlan,
  part: Stride,
  { workers, signal }: { workers: number; signal?: AbortSignal },
): AsyncGenerator<SweepRecord[]> {
  const team = new Team(plan, part, workers);
  const stop = () => team.fail(signal!.reason);
  signal?.addEventListener("abort", stop);
  try {
    for (let batch = await team.next(); batch !== null; batch = await team.next()) yield batch;
  } finally {
    signal?.removeEventListener("abort", stop);
    team.end();
  }
}

/** Workers that share a part of a plan. Batches are given out in order and taken in order. */
class Team {
  readonly #part: Stride;
  readonly #workers: { worker: Worker; batches: number[] }[];
  /** Records of batches that are done and not yet taken. */
  readonly #done = new Map<number, SweepRecord[]>();
  /** Tasks given out, batches given out, batches taken. */
  #tasksGiven = 0;
  #given = 0;
  #taken = 0;
  /** Whether a worker has answered. */
  #answered = false;
  /** Tasks in the next batch. */
  #size = 1;
  #error: { reason: unknown } | null = null;
  #wake: () => void = () => {};

  constructor(plan: SweepPlan, part: Stride, count: number) {
    this.#part = part;
    this.#workers = Array.from({ length: count }, () => {
      const worker = new Worker(WORKER_URL, { type: "module", name: WORKER_NAME });
      const member = { worker, batches: [] as number[] };
      worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => this.#receive(member.batches.shift()!, data);
      worker.onerror = (event) => {
        event.preventDefault();
        const failure = `Cannot sweep: a worker failed: ${event.message}`;
        this.fail(this.#answered ? new Error(failure) : new NotStarted(failure));
      };
      worker.postMessage({ plan } satisfies WorkerRequest);
      return member;
    });
  }

  /** The records of the next batch; `null` after the last. */
  async next(): Promise<SweepRecord[] | null> {
    this.#giveOut();
    while (this.#error === null && this.#taken < this.#given && !this.#done.has(this.#taken)) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    if (this.#error !== null) throw this.#error.reason;
    const records = this.#done.get(this.#taken);
    if (records === undefined) return null;
    this.#done.delete(this.#taken++);
    return records;
  }

  fail(reason: unknown): void {
    this.#error ??= { reason };
    this.#wake();
  }

  end(): void {
    for (const { worker } of this.#workers) worker.terminate();
  }

  #receive(batch: number, { records, milliseconds }: WorkerAnswer): void {
    this.#answered = true;
    this.#done.set(batch, records);
    const fitting = Math.ceil(BATCH_MILLISECONDS * records.length / milliseconds);
    // Grows slowly, because the first tasks of a plan may be the smallest.
    this.#size = Math.max(1, Math.min(fitting, 2 * records.length, MOST_IN_BATCH));
    this.#giveOut();
    this.#wake();
  }

  /** Gives every worker its batches, unless the consumer is too far behind. */
  #giveOut(): void {
    const mostAhead = WINDOW_PER_WORKER * this.#workers.length;
    for (let round = 0; round < BATCHES_PER_WORKER; round++) {
      for (const { worker, batches } of this.#workers) {
        const left = this.#part.count - this.#tasksGiven;
        if (batches.length > round || left === 0 || this.#given - this.#taken >= mostAhead) continue;
        const fair = Math.ceil(left / (BATCHES_PER_WORKER * this.#workers.length));
        const count = Math.min(this.#size, fair);
        worker.postMessage(slice(this.#part, this.#tasksGiven, count) satisfies WorkerRequest);
        batches.push(this.#given++);
        this.#tasksGiven += count;
      }
    }
  }
}

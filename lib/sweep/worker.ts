import { BitmapPool } from "../bitmap/pool.ts";
import { type SweepPlan, type TaskList, taskList } from "./plan.ts";
import { recordOf, type SweepRecord } from "./sweep.ts";

/** The name of the workers of a sweep: this module works in them and does nothing elsewhere. */
export const WORKER_NAME = "pageferry-sweep";

/** The address of this module. */
export const WORKER_URL: string = import.meta.url;

/** Some tasks of a plan: every `stride`-th from `first` on, `count` of them. */
export interface Stride {
  first: number;
  stride: number;
  count: number;
}

/** The first message to a worker is its plan. Each other message is some work, and its answer the records. */
export type WorkerRequest = { plan: SweepPlan } | Stride;

/** The answer of a worker. */
export interface WorkerAnswer {
  records: SweepRecord[];
  /** Time that the work took. */
  milliseconds: number;
}

/** Simulates some tasks. */
export function simulateStride(tasks: TaskList, { first, stride, count }: Stride, pool: BitmapPool): SweepRecord[] {
  return Array.from({ length: count }, (_, i) => recordOf(tasks.at(first + i * stride), pool));
}

/** The part of a worker's global object that is used here. */
interface WorkerScope {
  name?: string;
  postMessage(answer: WorkerAnswer): void;
  addEventListener(type: "message", listener: (event: MessageEvent<WorkerRequest>) => void): void;
}

function serve(scope: WorkerScope): void {
  const pool = new BitmapPool();
  let tasks: TaskList | undefined;
  scope.addEventListener("message", ({ data }) => {
    if ("plan" in data) tasks = taskList(data.plan);
    else {
      const start = performance.now();
      const records = simulateStride(tasks!, data, pool);
      scope.postMessage({ records, milliseconds: performance.now() - start });
    }
  });
}

const scope = globalThis as unknown as WorkerScope;
if (scope.name === WORKER_NAME && "WorkerGlobalScope" in globalThis) serve(scope);

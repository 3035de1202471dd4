/** The part of a web worker that is used. */
export interface JobWorker {
  postMessage(job: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

/** An answer of a worker: a result or an error. */
export interface JobAnswer<Result> {
  result?: Result;
  /** The reason why there is no result, in one line. */
  error?: string;
  /** More answers to the same job follow. */
  more?: boolean;
}

/** Options of a {@linkcode LatestJob}. */
export interface LatestJobOptions<Result> {
  create(): JobWorker;
  /** Called with each answer to the latest job. */
  onAnswer(answer: JobAnswer<Result>): void;
  /** A new job waits for a job that has run for less time than this, and replaces one that has run longer. Default 30. */
  patienceMilliseconds?: number;
  /** A clock in milliseconds. Default `performance.now`. */
  now?: () => number;
}

/**
 * Runs the latest of many jobs in a worker. A new job replaces earlier ones, waiting or running.
 *
 * Invariant: `#waiting` is set only while the worker is busy.
 */
export class LatestJob<Job, Result> {
  readonly #options: Required<LatestJobOptions<Result>>;
  #worker: JobWorker | undefined;
  #busySince: number | undefined = undefined;
  #waiting: { job: Job } | undefined = undefined;

  /** Creates no worker before the first job or {@linkcode LatestJob.warmUp}. */
  constructor(options: LatestJobOptions<Result>) {
    this.#options = { patienceMilliseconds: 30, now: () => performance.now(), ...options };
  }

  /** Submits a job. Earlier jobs get no more answers. */
  submit(job: Job): void {
    const { now, patienceMilliseconds } = this.#options;
    if (this.#busySince !== undefined && now() - this.#busySince > patienceMilliseconds) this.#end();
    if (this.#busySince !== undefined) this.#waiting = { job };
    else this.#start(job);
  }

  /** Drops the job. It gets no answer. */
  cancel(): void {
    if (this.#busySince !== undefined) this.#end();
    this.#waiting = undefined;
  }

  /** Creates the worker before the first job. */
  warmUp(): void {
    this.#worker ??= this.#create();
  }

  #start(job: Job): void {
    this.warmUp();
    this.#busySince = this.#options.now();
    this.#worker!.postMessage(job);
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#busySince = undefined;
  }

  #create(): JobWorker {
    const worker = this.#options.create();
    worker.onmessage = ({ data }) => this.#answered(worker, data as JobAnswer<Result>);
    worker.onerror = ({ message }) => {
      if (worker === this.#worker) this.#end();
      this.#options.onAnswer({ error: message ?? "The simulation stopped unexpectedly, probably out of memory" });
    };
    return worker;
  }

  #answered(worker: JobWorker, answer: JobAnswer<Result>): void {
    if (worker !== this.#worker) return;
    const waiting = this.#waiting;
    if (waiting === undefined) this.#options.onAnswer(answer);
    if (answer.more) return;
    this.#busySince = undefined;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#start(waiting.job);
  }
}

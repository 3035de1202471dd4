/** What is used of a web worker. */
export interface JobWorker {
  /** Sends it a job. */
  postMessage(job: unknown): void;
  /** Ends it, whatever it does. */
  terminate(): void;
  /** Called with each of its answers. */
  onmessage: ((event: { data: unknown }) => void) | null;
  /** Called when it breaks. */
  onerror: ((event: { message?: string }) => void) | null;
}

/** What a worker answers: a result, or why there is none, and whether that is all. */
export interface JobAnswer<Result> {
  /** A result, if there is one. */
  result?: Result;
  /** Why there is none, in one line. */
  error?: string;
  /** More answers to the same job follow. */
  more?: boolean;
}

/** How jobs are done. */
export interface LatestJobOptions<Result> {
  /** Makes a worker that answers each job. */
  create(): JobWorker;
  /** Called with the answer to the latest job, never to an older one. */
  onAnswer(answer: JobAnswer<Result>): void;
  /** A worker that has been at an older job for longer is ended and replaced; else the new job waits. Default 30. */
  patienceMilliseconds?: number;
  /** A clock in milliseconds. Default `performance.now`. */
  now?: () => number;
}

/**
 * Does the latest of many jobs in a worker: a new one takes the place of those before it, whether they wait or run.
 *
 * Invariant: `#waiting` is set only while the worker is busy.
 */
export class LatestJob<Job, Result> {
  readonly #options: Required<LatestJobOptions<Result>>;
  #worker: JobWorker | undefined;
  #busySince: number | undefined = undefined;
  #waiting: { job: Job } | undefined = undefined;

  /** Nothing is made until the first job comes. */
  constructor(options: LatestJobOptions<Result>) {
    this.#options = { patienceMilliseconds: 30, now: () => performance.now(), ...options };
  }

  /** Asks for a job; answers to earlier ones will not come. */
  submit(job: Job): void {
    const { now, patienceMilliseconds } = this.#options;
    if (this.#busySince !== undefined && now() - this.#busySince > patienceMilliseconds) this.#end();
    if (this.#busySince !== undefined) this.#waiting = { job };
    else this.#start(job);
  }

  /** Drops the job, if there is one; its answer will not come. */
  cancel(): void {
    if (this.#busySince !== undefined) this.#end();
    this.#waiting = undefined;
  }

  /** Makes the worker before it is needed. */
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
      this.#options.onAnswer({ error: message ?? "Cannot simulate: the worker broke" });
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

import { passRunning, type Run } from "../run/run.ts";

/** Length of a window (`migration/migration.c`, `BUFFER_DELAY`: 100 ms). */
const WINDOW_SECONDS = 0.1;

/**
 * The window over which QEMU measures the bandwidth and limits the bytes sent while the guest runs at the source.
 *
 * Invariant: the window began at `#startSeconds`, when `#startBytes` had been sent.
 */
export class BandwidthWindow {
  /** The last measured bandwidth. */
  bytesPerSecond = 0;
  readonly #run: Run;
  readonly #budgetBytes: number;
  #startSeconds: number;
  #startBytes: number;

  /** What the threshold can be at most: the source fills the queue and the wire carries all that it can. */
  static mostThresholdBytes({ scenario: { source, network, migration } }: Run): number {
    const queueBytes = Math.max(network.queueBytes, network.queueGrownBytes);
    const most = network.bandwidthBitsPerSecond / 8 + queueBytes / WINDOW_SECONDS;
    return Math.min(most, source.copyBytesPerSecond) * migration.downtimeLimitSeconds;
  }

  /** Begins the first window now. */
  constructor(run: Run) {
    this.#run = run;
    this.#budgetBytes = (run.scenario.migration.maxBytesPerSecond ?? Infinity) * WINDOW_SECONDS;
    this.#startSeconds = run.seconds;
    this.#startBytes = run.result.bytesTransferred;
  }

  /** Bytes that may still be sent in this window; 0 or less if the budget is used up. */
  get bytesLeft(): number {
    return this.#budgetBytes - this.#sentBytes;
  }

  get #sentBytes(): number {
    return this.#run.result.bytesTransferred - this.#startBytes;
  }

  /** If the budget is used up, waits for the end of the window. After its end, measures the bandwidth and begins the next. */
  advance(): void {
    const run = this.#run;
    const end = this.#startSeconds + WINDOW_SECONDS;
    if (run.seconds < end && this.#sentBytes >= this.#budgetBytes) passRunning(run, end - run.seconds);
    if (run.seconds < end) return;
    this.bytesPerSecond = this.#sentBytes / (run.seconds - this.#startSeconds);
    this.#startSeconds = run.seconds;
    this.#startBytes = run.result.bytesTransferred;
  }
}

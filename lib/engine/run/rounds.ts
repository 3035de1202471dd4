import type { Round } from "./result.ts";
import type { Run } from "./run.ts";

/** Where the books stood when a round began. */
export interface RoundStart {
  readonly seconds: number;
  readonly pages: number;
  readonly bytes: number;
}

/** Notes where the books stand. */
export function beginRound({ seconds, result }: Run): RoundStart {
  return { seconds, pages: result.pagesTransferred + result.zeroPagesTransferred, bytes: result.bytesTransferred };
}

/** Writes down what has been sent since `start` as one round of a hypervisor that skips nothing. */
export function endRound(run: Run, start: RoundStart, guest: Round["guest"], pagesDirtied: number): void {
  const { seconds, result } = run;
  const pagesSent = result.pagesTransferred + result.zeroPagesTransferred - start.pages;
  result.rounds.push({
    index: result.rounds.length + 1,
    guest,
    startSeconds: start.seconds,
    seconds: seconds - start.seconds,
    pagesWalked: pagesSent,
    pagesSent,
    pagesSkipped: 0,
    pagesDirtied,
    bytes: result.bytesTransferred - start.bytes,
  });
}

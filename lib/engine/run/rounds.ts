import type { Round } from "./result.ts";
import type { RoundStart, Run } from "./run.ts";

/** Begins a round. */
export function beginRound(run: Run): RoundStart {
  const { seconds, result } = run;
  const pages = result.pagesTransferred + result.zeroPagesTransferred;
  return run.round = { seconds, pages, bytes: result.bytesTransferred };
}

/** How many pages have been sent since `start`, zero pages included. */
export function pagesSentSince(start: RoundStart, { result }: Run): number {
  return result.pagesTransferred + result.zeroPagesTransferred - start.pages;
}

/**
 * Records what has been sent since `start` as one round. `pagesSkipped` and `pagesDirtied` are 0 unless given; the caller
 * can still set `pagesDirtied` of the returned round once the log has been read.
 */
export function endRound(
  run: Run,
  start: RoundStart,
  { guest, pagesSkipped = 0, pagesDirtied = 0 }: Pick<Round, "guest"> & Partial<Round>,
): Round {
  const { seconds, result } = run;
  const pagesSent = pagesSentSince(start, run);
  const round: Round = {
    index: result.rounds.length + 1,
    guest,
    startSeconds: start.seconds,
    seconds: seconds - start.seconds,
    pagesWalked: pagesSent + pagesSkipped,
    pagesSent,
    pagesSkipped,
    pagesDirtied,
    bytes: result.bytesTransferred - start.bytes,
  };
  result.rounds.push(round);
  run.round = null;
  return round;
}

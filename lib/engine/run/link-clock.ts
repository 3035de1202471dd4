import { changePipeline } from "../link/pipeline.ts";
import { pathBytesPerSecond } from "../link/send-rate.ts";
import type { LinkChange } from "../../scenario/types.ts";
import type { Run } from "./run.ts";
import type { Steps } from "./steps.ts";

/** The time up to which the link is known to stay as it is. */
export function linkUntil({ changes, knownSeconds }: Run): number {
  return changes.length > 0 ? changes[0].seconds : knownSeconds;
}

/** Whether something that ends at `seconds` cannot be decided now: the link may change before, or never carries it. */
export function isBeyondLink(run: Run, seconds: number): boolean {
  return seconds > run.linkUntilSeconds || (run.linkIsDown && run.linkUntilSeconds === Infinity);
}

/** Learns that the link is known up to `knownSeconds`, with these changes. */
export function learnLink(run: Run, knownSeconds: number, changes: readonly LinkChange[] = []): void {
  run.changes.push(...changes);
  run.knownSeconds = knownSeconds;
  run.linkUntilSeconds = linkUntil(run);
}

/** Lets the first known change of the link happen: what is in flight goes on at the new rate. */
export function changeLink(run: Run): void {
  const change = run.changes.shift()!;
  const { seconds, bandwidthBitsPerSecond, otherTrafficShare = run.network.otherTrafficShare } = change;
  const reconnected = !run.connected && change.connected === true;
  run.connected = change.connected ?? run.connected;
  run.network = { ...run.network, bandwidthBitsPerSecond, otherTrafficShare };
  const scenario = { ...run.scenario, network: run.network };
  run.linkIsDown = bandwidthBitsPerSecond * (1 - otherTrafficShare) === 0;
  run.freeBytesPerSecond = pathBytesPerSecond(scenario);
  run.liveBytesPerSecond = Math.min(run.freeBytesPerSecond, scenario.migration.maxBytesPerSecond ?? Infinity);
  run.linkUntilSeconds = linkUntil(run);
  const slowdown = changePipeline(run.pipeline, scenario, seconds);
  run.linkChanged?.(seconds, slowdown, reconnected);
}

/**
 * For something that would end at `endSeconds`, beyond what is known of the link: lets the time pass up to the next change
 * and the link change, or waits until more is known. Returns the seconds that have passed.
 */
export function* untilChange(
  run: Run,
  endSeconds: number,
  pass: (run: Run, seconds: number) => void,
): Steps<number> {
  const isHopeless = run.linkIsDown && run.phase?.guest === "source" && linkUntil(run) > run.timeLimitSeconds;
  if (run.changes.length === 0 || isHopeless) {
    yield { untilSeconds: endSeconds, demandBytesPerSecond: run.demandBytesPerSecond };
    return 0;
  }
  const seconds = Math.max(0, run.changes[0].seconds - run.seconds);
  pass(run, seconds);
  changeLink(run);
  return seconds;
}

/** Lets the time of work pass that takes `secondsOf` at the present rates, which may change meanwhile. */
export function* passWork(
  run: Run,
  secondsOf: () => number,
  pass: (run: Run, seconds: number) => void,
): Steps<void> {
  for (let left = 1;;) {
    const seconds = left * secondsOf();
    if (!isBeyondLink(run, run.seconds + seconds)) return pass(run, seconds);
    const passed = yield* untilChange(run, run.seconds + seconds, pass);
    if (passed > 0) left *= 1 - passed / seconds;
  }
}

/** Lets time pass up to a moment that depends on the link. `atLeast`: a moment before which no use of the link ends. */
export function* passTo(
  run: Run,
  end: () => number,
  pass: (run: Run, seconds: number) => void,
  atLeast: () => number = end,
): Steps<void> {
  while (isBeyondLink(run, end())) yield* untilChange(run, Math.max(end(), atLeast()), pass);
  pass(run, Math.max(0, end() - run.seconds));
}

/**
 * Tells how many bytes per second the migration could use from now on; 0 while it does not send. Only those who share the
 * link need to know.
 */
export function* demand(run: Run, bytesPerSecond: number): Steps<void> {
  if (!run.sharesLink || run.demandBytesPerSecond === bytesPerSecond) return;
  run.demandBytesPerSecond = bytesPerSecond;
  yield { untilSeconds: run.seconds, demandBytesPerSecond: bytesPerSecond };
}

import { Random } from "../random/random.ts";
import type { Engine, Hypervisor, Scenario } from "../scenario/types.ts";
import { abandonRun } from "./run/abandon.ts";
import type { MigrationResult, Phase } from "./run/result.ts";
import { beginRun, type RunOptions } from "./run/run.ts";
import { stepsOf } from "./steps-of.ts";

/** Something that goes wrong during a migration. */
export interface Failure {
  /**
   * `source`, `destination`: that host dies. `link`: the connection breaks, as TCP or the hypervisor sees it. `cancel`: the
   * operator cancels the migration.
   */
  kind: "source" | "destination" | "link" | "cancel";
  /**
   * When, in seconds since the migration began; `"random"`: at any time of the migration with equal probability, drawn from the
   * scenario's seed.
   */
  seconds: number | "random";
  /** `link`: when the operator has recovered a post-copy under QEMU. Default: never. */
  recoverSeconds?: number;
}

/** What a failure has led to. */
export interface FailureOutcome extends Failure {
  /** When it came. */
  seconds: number;
  /** The phase in which it came; `null` if the migration had ended before. */
  phase: Phase["name"] | null;
  /**
   * Where the guest is afterwards: it runs on at the `source` or the `destination`, is `paused` at the destination until the
   * link is back, or is `lost`.
   */
  guest: "source" | "destination" | "paused" | "lost";
  /** Whether the migration went on to its end. */
  completed: boolean;
  /** Pages that the destination lacks for ever, if the guest is lost, or until the link is back. */
  missingPages: number;
}

/** The result of a migration with a failure. */
export interface FailedMigration {
  /** The outcome. */
  failure: FailureOutcome;
  /** The result: up to the failure, or to the end if the migration went on. */
  result: MigrationResult;
}

/** Simulates a migration in which something goes wrong. */
export function simulateFailure(scenario: Scenario, failure: Failure, options: RunOptions = {}): FailedMigration {
  const { recoverSeconds } = failure;
  const seconds = failure.seconds === "random"
    ? new Random(`${scenario.seed}/failure`).uniform() * resultUntil(scenario, Infinity, options).result.totalSeconds
    : failure.seconds;
  const { result, missingPages } = resultUntil(scenario, seconds, options);
  const last = result.phases.at(-1);
  if (result.totalSeconds < seconds || last === undefined) {
    return {
      result,
      failure: { ...failure, seconds, phase: null, guest: "destination", completed: true, missingPages: 0 },
    };
  }
  const guest = guestAfter(failure.kind, last, scenario.migration);
  const goesOn = (failure.kind === "cancel" && guest === "destination") ||
    (guest === "paused" && recoverSeconds !== undefined);
  if (!goesOn) {
    return { result, failure: { ...failure, seconds, phase: last.name, guest, completed: false, missingPages } };
  }
  const whole = failure.kind === "cancel"
    ? resultUntil(scenario, Infinity, options).result
    : recovered(scenario, seconds, recoverSeconds!, options);
  const completed = whole.verdict !== "diverged";
  return {
    result: whole,
    failure: { ...failure, seconds, phase: last.name, guest: "destination", completed, missingPages: 0 },
  };
}

/** The migration up to a time, or to its end if that is earlier, and the pages that are missing at the destination then. */
function resultUntil(scenario: Scenario, seconds: number, options: RunOptions) {
  const { network } = scenario;
  const before = network.changes.filter((change) => change.seconds < seconds);
  const { bandwidthBitsPerSecond, otherTrafficShare } = { ...network, ...before.at(-1) };
  // A change to the same rate: what has been sent by then is recorded.
  const stop = seconds === Infinity ? [] : [{ seconds, bandwidthBitsPerSecond, otherTrafficShare }];
  const run = beginRun({ ...scenario, network: { ...network, changes: [...before, ...stop] } }, options);
  run.knownSeconds = seconds;
  const step = stepsOf(run).next();
  const ended = step.done && step.value.totalSeconds <= seconds;
  const result = ended ? step.value : abandonRun(run, Math.min(seconds, Math.max(run.timeLimitSeconds, run.seconds)));
  return { result, missingPages: ended ? 0 : run.missingPages?.() ?? 0 };
}

/**
 * QEMU's recovery (`migration/migration.c`, `migrate-recover`): the guest runs at the destination until it touches a missing
 * page. When the link is back, the destination returns the bitmap of the pages that it has, the source sends the others, also
 * those that were in flight.
 */
function recovered(scenario: Scenario, seconds: number, recoverSeconds: number, options: RunOptions): MigrationResult {
  const { network } = scenario;
  const { bandwidthBitsPerSecond } = {
    ...network,
    ...network.changes.findLast((change) => change.seconds <= recoverSeconds),
  };
  const run = beginRun(scenario, options);
  run.changes.splice(
    0,
    Infinity,
    ...network.changes.filter((change) => change.seconds < seconds),
    { seconds, bandwidthBitsPerSecond: 0, connected: false },
    { seconds: recoverSeconds, bandwidthBitsPerSecond, connected: true },
    ...network.changes.filter((change) => change.seconds > recoverSeconds),
  );
  run.linkUntilSeconds = run.changes[0].seconds;
  const step = stepsOf(run).next();
  return step.done ? step.value : abandonRun(run, run.timeLimitSeconds);
}

/**
 * Where the guest is after a failure. Before the guest has been handed over, the source has all of it, and goes on. After that
 * each host has a part: if one dies, the guest is lost. QEMU pauses a post-copy whose link breaks; Xen's and the papers'
 * prototypes have no recovery. QEMU refuses to cancel a post-copy.
 */
function guestAfter(
  kind: Failure["kind"],
  { name, guest }: Phase,
  { hypervisor, engine }: { hypervisor: Hypervisor; engine: Engine },
): FailureOutcome["guest"] {
  const handedOver = guest === "destination" ||
    (hypervisor === "qemu" && name === "switchover" && engine !== "pre-copy" && engine !== "stop-and-copy");
  if (!handedOver) return kind === "source" ? "lost" : "source";
  if (kind === "cancel") return "destination";
  return kind === "link" && hypervisor === "qemu" ? "paused" : "lost";
}

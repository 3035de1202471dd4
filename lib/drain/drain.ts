import { BitmapPool } from "../bitmap/pool.ts";
import { abandonRun } from "../engine/run/abandon.ts";
import { learnLink } from "../engine/run/link-clock.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { beginRun, defaultTimeLimit, type Run } from "../engine/run/run.ts";
import { timeLimitOf } from "../engine/run/time-limit.ts";
import type { Steps, Wait } from "../engine/run/steps.ts";
import { stepsOf } from "../engine/steps-of.ts";
import type { Scenario } from "../scenario/types.ts";
import { writesPerSecondOf } from "../scenario/write-rate.ts";
import type { CheckedPlan, PlannedVm, ResourceChange } from "./parse.ts";
import { type Flow, maxMinRates, offeredRate } from "./shares.ts";
import type { DrainedVm, DrainResult, ShareChange } from "./types.ts";

/** How to simulate a drain. */
export interface DrainRunOptions {
  /** Called when a VM has ended: how many have, and of how many. */
  onProgress?: (done: number, total: number) => void;
}

/** A VM that waits for its turn. */
interface Waiting {
  index: number;
  /** It does not start before. */
  fromSeconds: number;
  attempts: number;
  /** Guest time lost in earlier attempts, and their bytes. */
  lostGuestSeconds: number;
}

/** A migration under way. Its own clock begins at `startSeconds`. */
interface Active extends Waiting {
  vm: PlannedVm;
  startSeconds: number;
  pool: BitmapPool;
  run: Run;
  steps: Steps<MigrationResult>;
  wait: Wait;
  flow: Flow;
  /** The rate that its link has now, and the rate that it uses of it. */
  offered: number;
  used: number;
  result: MigrationResult | null;
}

const GIB = 2 ** 30;
/** What a time may be off by, relative to itself. */
const ROUNDING = 2 ** -50;

/** Simulates a drain. */
export function drainPlan(plan: CheckedPlan, options: DrainRunOptions = {}): DrainResult {
  const drain = new Drain(plan, options);
  drain.run();
  return drain.result();
}

/**
 * A drain under way: a conservative simulation of parallel processes. A migration that waits says until when it uses its link
 * as it does now. The earliest of these times is the next event: only that migration goes on, up to the next but one, and the
 * others learn of it only if their rates change.
 *
 * Invariant: no migration has used its link beyond `#now`, or its rate from `#now` on is known up to where it has.
 */
class Drain {
  readonly #plan: CheckedPlan;
  readonly #onProgress: NonNullable<DrainRunOptions["onProgress"]>;
  readonly #waiting: Waiting[];
  readonly #active: Active[] = [];
  readonly #done: (DrainedVm | undefined)[];
  readonly #changes: ResourceChange[];
  readonly #pools: BitmapPool[] = [];
  readonly #shares: ShareChange[] = [];
  #now = 0;
  #ended = 0;
  #bytes = 0;
  #downtimeSeconds = 0;

  constructor(plan: CheckedPlan, { onProgress = () => {} }: DrainRunOptions) {
    this.#plan = plan;
    this.#onProgress = onProgress;
    this.#changes = [...plan.changes];
    this.#done = plan.vms.map(() => undefined);
    this.#waiting = inOrder(plan).map((index) => {
      return { index, fromSeconds: plan.vms[index].startSeconds, attempts: 0, lostGuestSeconds: 0 };
    });
  }

  run(): void {
    this.#startAll();
    while (this.#active.length > 0 || this.#waiting.length > 0) {
      const next = this.#earliest();
      const own = next === null ? Infinity : this.#eventSeconds(next);
      const other = this.#nextOther();
      this.#now = Math.max(this.#now, Math.min(own, other));
      if (next === null || other < own) this.#happens();
      else this.#goOn(next);
    }
  }

  result(): DrainResult {
    const vms = this.#done as DrainedVm[];
    const sum = (of: (vm: DrainedVm) => number) => vms.reduce((total, vm) => total + of(vm), 0);
    const moved = vms.filter((vm) => vm.moved).length;
    return {
      makespanSeconds: Math.max(...vms.map((vm) => vm.endSeconds)),
      moved,
      failed: vms.length - moved,
      downtimeSeconds: this.#downtimeSeconds,
      longestDowntimeSeconds: Math.max(...vms.map((vm) => vm.result.downtimeSeconds ?? 0)),
      lostGuestSeconds: sum((vm) => vm.lostGuestSeconds),
      bytesTransferred: this.#bytes,
      vms,
      shares: this.#shares,
    };
  }

  /** When a migration needs attention next. One whose link is down and never comes back waits for its time limit. */
  #eventSeconds({ startSeconds, run, wait }: Active): number {
    const seconds = run.linkIsDown ? Math.min(wait.untilSeconds, run.timeLimitSeconds) : wait.untilSeconds;
    return Math.max(this.#now, startSeconds + seconds);
  }

  #earliest(): Active | null {
    let earliest: Active | null = null;
    for (const active of this.#active) {
      if (earliest === null || this.#eventSeconds(active) < this.#eventSeconds(earliest)) earliest = active;
    }
    return earliest;
  }

  /** The next change of a link, or the next VM that may start by its time alone. */
  #nextOther(): number {
    let seconds = this.#changes[0]?.seconds ?? Infinity;
    for (const { fromSeconds } of this.#waiting) if (fromSeconds > this.#now) seconds = Math.min(seconds, fromSeconds);
    return seconds;
  }

  /** Changes links, and starts VMs whose time has come. */
  #happens(): void {
    while (this.#changes.length > 0 && this.#changes[0].seconds <= this.#now) {
      const { resource, capacity } = this.#changes.shift()!;
      resource.capacity = capacity;
    }
    this.#startAll();
  }

  /** The first migration goes on. */
  #goOn(active: Active): void {
    const { run, wait, flow } = active;
    if (active.result !== null) return this.#end(active);
    if (run.linkIsDown && wait.untilSeconds > run.timeLimitSeconds) {
      this.#know(active, this.#now);
      active.result = abandonRun(run, Math.max(run.timeLimitSeconds, this.#now - active.startSeconds));
      return this.#end(active);
    }
    const demand = bitsOf(active.vm.scenario, wait.demandBytesPerSecond);
    if (demand !== flow.demand) {
      flow.demand = demand;
      this.#share(active);
    }
    this.#know(active, this.#horizonOf(active));
  }

  /** Until when nothing happens that does not come from this migration. */
  #horizonOf(active: Active): number {
    let seconds = this.#nextOther();
    for (const other of this.#active) if (other !== active) seconds = Math.min(seconds, this.#eventSeconds(other));
    return seconds;
  }

  /** Tells a migration that its link stays as it is up to `seconds`, and lets it go on up to there. */
  #know(active: Active, seconds: number): void {
    if (active.result !== null) return;
    // A little more, because the difference is rounded: what ends at its next event must be known to end.
    const known = seconds - active.startSeconds + seconds * ROUNDING;
    if (known > active.run.knownSeconds) learnLink(active.run, known);
    const step = active.steps.next();
    if (!step.done) return void (active.wait = step.value);
    active.result = step.value;
    active.wait = { untilSeconds: step.value.totalSeconds, demandBytesPerSecond: 0 };
  }

  /**
   * Shares the links anew. Migrations whose rate has changed, or that have just begun, go on up to now and change it, except
   * one that goes on anyway.
   */
  #share(except: Active | null = null): void {
    const before = this.#active.map(({ offered, wait }) => wait.untilSeconds === 0 ? NaN : offered);
    this.#offer();
    this.#active.forEach((active, i) => {
      // One that is about to change its demand waits for that, whatever the link does.
      const isPaused = bitsOf(active.vm.scenario, active.wait.demandBytesPerSecond) !== active.flow.demand;
      if (active !== except && !isPaused && active.offered !== before[i]) this.#know(active, this.#now);
    });
  }

  #offer(): void {
    const flows = this.#active.map(({ flow }) => flow);
    const rates = maxMinRates(flows);
    this.#active.forEach((active, i) => {
      const offered = flows[i].demand > rates[i] ? rates[i] : offeredRate(flows, i);
      this.#noteShare(active, rates[i]);
      if (offered === active.offered) return;
      active.offered = offered;
      if (active.result !== null) return;
      const seconds = Math.max(this.#now - active.startSeconds, 0);
      learnLink(active.run, Math.max(seconds, active.run.knownSeconds), [{ seconds, bandwidthBitsPerSecond: offered }]);
    });
  }

  #noteShare(active: Active, bitsPerSecond: number): void {
    if (bitsPerSecond === active.used) return;
    active.used = bitsPerSecond;
    this.#shares.push({ seconds: this.#now, vm: active.index, bitsPerSecond });
  }

  /** Starts all VMs that the policy lets start, and shares the links. */
  #startAll(): void {
    const { policy, vms } = this.#plan;
    for (let i = 0; i < this.#waiting.length;) {
      const { index, fromSeconds } = this.#waiting[i];
      if (fromSeconds <= this.#now && this.#hasRoom(vms[index], policy)) this.#start(this.#waiting.splice(i, 1)[0]);
      else i++;
    }
    this.#share();
  }

  #hasRoom({ source, destination }: PlannedVm, policy: CheckedPlan["policy"]): boolean {
    const count = (is: (vm: PlannedVm) => boolean) => this.#active.filter(({ vm }) => is(vm)).length;
    return this.#active.length < (policy.parallel ?? Infinity) &&
      count((vm) => vm.source === source) < (policy.parallelPerSource ?? Infinity) &&
      count((vm) => vm.destination === destination) < (policy.parallelPerDestination ?? Infinity);
  }

  #start(waiting: Waiting): void {
    const vm = this.#plan.vms[waiting.index];
    const pool = this.#pools.pop() ?? new BitmapPool();
    const attempts = waiting.attempts + 1;
    const run = beginRun(this.#scenarioOf(vm, attempts), { pool, sharesLink: true });
    this.#active.push({
      ...waiting,
      attempts,
      vm,
      startSeconds: this.#now,
      pool,
      run,
      steps: stepsOf(run),
      wait: { untilSeconds: 0, demandBytesPerSecond: 0 },
      flow: { demand: 0, weight: vm.weight, uses: vm.uses },
      offered: vm.scenario.network.bandwidthBitsPerSecond,
      used: 0,
      result: null,
    });
  }

  /** The scenario of an attempt: with the policy's time limit, and another seed each time. */
  #scenarioOf({ scenario }: PlannedVm, attempt: number): Scenario {
    const { policy: { timeoutSecondsPerGiB, parallel, parallelPerSource }, vms } = this.#plan;
    const { vm, migration } = scenario;
    // With a share of the link everything takes longer, so the default limit is longer too.
    const atOnce = Math.min(parallel ?? Infinity, parallelPerSource ?? Infinity, vms.length);
    const timeLimitSeconds = timeLimitOf(scenario) ??
      (timeoutSecondsPerGiB === null
        ? atOnce * defaultTimeLimit(scenario)
        : timeoutSecondsPerGiB * vm.memoryBytes / GIB);
    const seed = attempt === 1 ? scenario.seed : `${scenario.seed}/attempt ${attempt}`;
    return { ...scenario, migration: { ...migration, timeLimitSeconds }, seed };
  }

  /** A migration has ended: the next ones may start. */
  #end(active: Active): void {
    const { index, vm, run, attempts, startSeconds } = active;
    const { policy } = this.#plan;
    const result = active.result!;
    this.#active.splice(this.#active.indexOf(active), 1);
    this.#pools.push(active.pool);
    this.#noteShare(active, 0);
    this.#bytes += result.bytesTransferred;
    this.#downtimeSeconds += result.downtimeSeconds ?? 0;
    const lostGuestSeconds = active.lostGuestSeconds + Math.max(0, result.totalSeconds - run.guestSeconds);
    if (result.verdict === "diverged" && result.downtimeSeconds === null && attempts <= policy.retries) {
      this.#waiting.push({ index, fromSeconds: this.#now + policy.retrySeconds, attempts, lostGuestSeconds });
    } else {
      this.#done[index] = {
        name: vm.name,
        source: vm.source,
        destination: vm.destination,
        startSeconds,
        endSeconds: startSeconds + result.totalSeconds,
        attempts,
        moved: result.verdict !== "diverged",
        lostGuestSeconds,
        result,
      };
      this.#onProgress(++this.#ended, this.#plan.vms.length);
    }
    this.#startAll();
  }
}

/** Raw bits per second for a demand in bytes of payload. */
function bitsOf({ network }: Scenario, bytesPerSecond: number): number {
  return bytesPerSecond * 8 / (network.framingEfficiency * (1 - network.otherTrafficShare));
}

/** The VMs' indices in the order of the policy. */
function inOrder({ policy: { order }, vms }: CheckedPlan): number[] {
  const size = ({ scenario }: PlannedVm) => scenario.vm.memoryBytes;
  const writes = ({ scenario }: PlannedVm) => scenario.workload.reduce((sum, part) => sum + writesPerSecondOf(part), 0);
  const keys = { "listed": () => 0, "largest-first": (vm: PlannedVm) => -size(vm), "smallest-first": size };
  const key = order === "calmest-first" ? writes : keys[order];
  return [...vms.keys()].sort((a, b) => key(vms[a]) - key(vms[b]) || a - b);
}

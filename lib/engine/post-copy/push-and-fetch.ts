import { countPages } from "../../bitmap/count.ts";
import { has } from "../../bitmap/page.ts";
import { clearRange } from "../../bitmap/range.ts";
import { popCount } from "../../bitmap/word.ts";
import { loseTime, runFor, secondsToRun } from "../guest/pace.ts";
import type { SequentialWriter } from "../guest/sequential.ts";
import type { TraceWriter } from "../guest/trace.ts";
import { changeLink, demand } from "../run/link-clock.ts";
import type { Steps } from "../run/steps.ts";
import { freeDemand, type Run } from "../run/run.ts";
import type { Receiver } from "./in-flight.ts";
import { Push } from "./push.ts";
import { AbsentTouches } from "./touches.ts";

/**
 * The post-copy phase, stage three of three-stage copy: the guest runs at the destination, the source pushes the pages of
 * `absent` in ascending order, and if the guest touches an absent page, the page is fetched ahead of the push.
 *
 * The simulation goes from event to event. The next touch of an absent page is drawn from the touch rate of all absent
 * pages. The push then advances in bulk, up to the time at which a request made by that touch reaches the source. If the
 * page has arrived meanwhile, the touch is no fault (thinning). A fault stalls one virtual CPU for the latency of the
 * request, the queue ahead of the page, its service and its latency. Guest time passes at the share of virtual CPUs that
 * are not stalled. A sequential writer is one thread: it stops while it waits for its page. Before the workload runs, the
 * guest touches its resume pages in order.
 *
 * @param absent the pages that the destination lacks; empty at the end
 * @param pushFromSeconds when the source begins to push; not after the guest resumes
 * @returns whether all pages arrived before the time limit
 */
export function* pushAndFetch(
  run: Run,
  absent: Uint32Array,
  pushFromSeconds: number = run.seconds,
): Steps<boolean> {
  const destination = new Destination(run, absent, pushFromSeconds);
  run.linkChanged = (seconds, slowdown, reconnected) => {
    destination.changeLink(seconds, slowdown);
    if (reconnected) destination.reconnect(seconds);
  };
  run.missingPages = () => destination.absentPages;
  yield* demand(run, Math.min(freeDemand(run), pushLimit(run)));
  while (destination.absentPages > 0) {
    if (run.seconds >= run.timeLimitSeconds) return false;
    // A request of now reaches the source one latency later, and finds the link as it is then.
    if (run.seconds >= destination.knownSeconds) yield* destination.awaitLink();
    else destination.step();
  }
  run.linkChanged = null;
  destination.finish();
  return true;
}

/** Bytes per second of a push that pauses between bursts. */
function pushLimit({ wire, scenario: { vm, migration } }: Run): number {
  const { pushIntervalSeconds, pushPages } = migration;
  return pushIntervalSeconds === 0 ? Infinity : pushPages * (vm.pageBytes + wire.pageHeaderBytes) / pushIntervalSeconds;
}

/** A thread of the guest that writes sequentially, or replays a trace. */
interface Thread {
  readonly writer: SequentialWriter | TraceWriter;
  /** The thread's own guest time. */
  guestSeconds: number;
  stalled: boolean;
}

/** The next touch of an absent page, unless the page arrives before it. */
interface Touch {
  seconds: number;
  /** The page if a sequential writer touches it; `null` if the page is to be drawn from all absent pages. */
  page: number | null;
  thread: Thread | null;
}

/** A virtual CPU waiting for a page. */
interface Stall {
  page: number;
  sinceSeconds: number;
  wakeSeconds: number;
  /** The thread that waits, if it is a sequential writer. */
  thread: Thread | null;
}

/** Approximate number of points that the phase adds to the remaining-pages curve. */
const TIMELINE_POINTS = 200;

/** Factor by which each interval between points exceeds the one before, so a slow push adds few points. */
const POINT_GROWTH = 1.01;

/**
 * The guest at the destination, and the push that brings its pages.
 *
 * Invariant: `absentPages` is the number of pages in `absent`; `touches` counts the same pages.
 */
class Destination implements Receiver {
  absentPages: number;
  readonly #run: Run;
  readonly #absent: Uint32Array;
  readonly #touches: AbsentTouches;
  readonly #push: Push;
  readonly #threads: Thread[];
  readonly #stalls: Stall[] = [];
  /** Pages that the guest touches first, and how many of them it has touched. */
  readonly #resumePages: readonly number[];
  #resumed = 0;
  #pointSeconds: number;
  #nextPointSeconds: number;

  constructor(run: Run, absent: Uint32Array, pushFromSeconds: number) {
    const { guest, pipeline, wire, scenario: { vm } } = run;
    this.#run = run;
    this.#absent = absent;
    this.#resumePages = vm.resumePages;
    this.absentPages = countPages(absent);
    this.#touches = new AbsentTouches(guest, absent);
    this.#push = new Push(run, absent, pushFromSeconds);
    this.#threads = [...guest.writers, ...guest.traces].map((writer) => (
      { writer, guestSeconds: run.guestSeconds, stalled: false }
    ));
    const secondsPerByte = Math.max(pipeline.hostSecondsPerByte, pipeline.wireSecondsPerByte);
    this.#pointSeconds = this.absentPages * (vm.pageBytes + wire.pageHeaderBytes) * secondsPerByte / TIMELINE_POINTS;
    this.#nextPointSeconds = run.seconds + this.#pointSeconds;
  }

  /**
   * Continues to the next event: a touch of an absent page, the end of a stall, a point of the curve or the time limit.
   */
  step(): void {
    const run = this.#run;
    const { vcpus } = run.scenario.vm;
    // A virtual CPU that waits for a resume page lets no program run on any other.
    const running = this.#resuming && this.#stalls.length > 0 ? 0 : (vcpus - this.#stalls.length) / vcpus;
    const touch = this.#nextTouch(running);
    const wakeSeconds = this.#nextWakeSeconds();
    const other = Math.min(touch.seconds, this.#nextPointSeconds, run.timeLimitSeconds, this.knownSeconds);
    let until = Math.min(other, wakeSeconds);
    // Draw the page before any more arrive, and only if the touch is the next event.
    const page = touch.seconds > until ? null : touch.page ?? this.#touches.draw(run.random);
    // The end of a stall does not depend on the pages in flight, so their arrival can wait unless the push is about to
    // end.
    if (other <= wakeSeconds || !this.#push.goesOnBeyond(until)) until = this.#receiveUntil(until);
    this.#advance(until, running);
    this.#wake(until);
    if (page !== null && touch.seconds <= until) this.#touch(page, touch.thread);
    if (this.#nextPointSeconds <= until) this.#addPoint();
  }

  /** How far the guest can go on: to the last touch whose request finds a link that is known, or on if all has been sent. */
  get knownSeconds(): number {
    const { linkUntilSeconds, scenario: { network } } = this.#run;
    return this.#push.sentSeconds <= linkUntilSeconds ? Infinity : linkUntilSeconds - network.latencySeconds;
  }

  /** Pushes as long as the link is known to stay as it is. Then the link changes, or more becomes known of it. */
  *awaitLink(): Steps<void> {
    const run = this.#run;
    this.#push.pushUntil(run.linkUntilSeconds);
    if (run.changes.length > 0) return changeLink(run);
    yield {
      untilSeconds: Math.max(run.linkUntilSeconds, this.#push.leastEndSeconds),
      demandBytesPerSecond: run.demandBytesPerSecond,
    };
  }

  /** The link has changed: what is in flight arrives at other times. */
  changeLink(seconds: number, slowdown: number): void {
    this.#push.changeLink(seconds, slowdown);
    for (const stall of this.#stalls) {
      if (stall.wakeSeconds === Infinity) continue;
      stall.wakeSeconds = this.#wakeSeconds(stall.page, stall.sinceSeconds, stall.wakeSeconds);
    }
  }

  /** The connection is back: the source knows from now on what has not arrived, and is asked again for what is waited for. */
  reconnect(seconds: number): void {
    const known = this.#push.reconnect(seconds);
    for (const stall of this.#stalls) {
      stall.wakeSeconds = this.#push.serve(stall.page, known) + this.#run.scenario.destination.faultSeconds;
    }
  }

  /** When a virtual CPU wakes that waits for a page; `otherwise` if the page is not in flight. */
  #wakeSeconds(page: number, sinceSeconds: number, otherwise: number): number {
    const arrival = has(this.#absent, page) ? this.#push.arrivalOf(page) : undefined;
    return arrival === undefined
      ? otherwise
      : Math.max(sinceSeconds, arrival) + this.#run.scenario.destination.faultSeconds;
  }

  /** Ends the phase with all pages arrived. */
  finish(): void {
    const run = this.#run;
    // A virtual CPU that still waits gets its page with the last burst, even if the page was due later.
    const woken = run.seconds + run.scenario.destination.faultSeconds;
    for (const stall of this.#stalls) {
      this.#endStall(stall, Math.max(stall.sinceSeconds, Math.min(stall.wakeSeconds, woken)));
    }
    run.result.timeline.push({ seconds: run.seconds, remainingPages: 0 });
  }

  receiveWord(word: number, mask: number): void {
    if (this.#push.hugePages > 1) return this.#receiveHuge(word * 32, word * 32 + 32, mask);
    this.#touches.arrived(word, mask);
    this.#absent[word] &= ~mask;
    this.absentPages -= popCount(mask);
  }

  receiveRange(from: number, to: number, count: number): void {
    if (this.#push.hugePages > 1) return this.#receiveHuge(from, to, -1);
    this.#touches.arrivedRange(from, to, count);
    clearRange(this.#absent, from, to);
    this.absentPages -= count;
  }

  /** Places the huge pages whose last page is among the pages `from` to `to` - 1, and in `mask` if these are one word. */
  #receiveHuge(from: number, to: number, mask: number): void {
    const { hugePages } = this.#push;
    for (let last = from - from % hugePages + hugePages - 1; last < to; last += hugePages) {
      if ((mask & (1 << (last & 31))) === 0 || !has(this.#absent, last)) continue;
      const first = last + 1 - hugePages;
      this.#touches.arrivedRange(first, last + 1, hugePages);
      clearRange(this.#absent, first, last + 1);
      this.absentPages -= hugePages;
    }
  }

  /** The next touch if the share `running` of the virtual CPUs runs and no page arrives before it. */
  #nextTouch(running: number): Touch {
    const { seconds: now, pace, random } = this.#run;
    let touch: Touch = { seconds: Infinity, page: null, thread: null };
    if (running === 0) return touch;
    if (this.#resuming) return { ...touch, seconds: now, page: this.#resumePages[this.#resumed] };
    if (this.#touches.perSecond > 0) {
      touch.seconds = now + secondsToRun(pace, random.exponential() / this.#touches.perSecond) / running;
    }
    for (const thread of this.#threads) {
      if (thread.stalled) continue;
      const next = this.#touches.nextAbsent(thread.writer, thread.guestSeconds);
      if (next === undefined) continue;
      const seconds = now + secondsToRun(pace, next.seconds - thread.guestSeconds) / this.#threadsRunning(running);
      if (seconds < touch.seconds) touch = { seconds, page: next.page, thread };
    }
    return touch;
  }

  /** Whether some resume pages have not been touched. */
  get #resuming(): boolean {
    return this.#resumed < this.#resumePages.length;
  }

  #nextWakeSeconds(): number {
    let seconds = Infinity;
    for (const stall of this.#stalls) seconds = Math.min(seconds, stall.wakeSeconds);
    return seconds;
  }

  /**
   * Receives the pages that arrive by `until`, or by the arrival of the last page if that is earlier; returns that
   * time.
   */
  #receiveUntil(until: number): number {
    // A touch at `until` sends a request that reaches the source one latency later. The push continues until then.
    this.#push.pushUntil(until + this.#run.scenario.network.latencySeconds);
    if (this.#push.unsentPages === 0) until = Math.min(until, this.#push.lastArrivalSeconds);
    this.#push.deliverUntil(until, this);
    return until;
  }

  /**
   * The share of time in which a sequential writer that waits for no page runs. If there are as many writers as virtual CPUs,
   * each has one for itself, and those that wait take no time from the others.
   */
  #threadsRunning(running: number): number {
    const { vcpus } = this.#run.scenario.vm;
    if (this.#threads.length !== vcpus || running === 0 || running === 1) return running;
    const awake = this.#threads.reduce((count, { stalled }) => count + (stalled ? 0 : 1), 0);
    return Math.min(1, (vcpus - this.#stalls.length) / Math.max(1, awake));
  }

  /** Lets the share `running` of the virtual CPUs run until `until`. */
  #advance(until: number, running: number): void {
    const run = this.#run;
    const seconds = until - run.seconds;
    const threadsRunning = this.#threadsRunning(running);
    const ofThreads = threadsRunning === running ? undefined : runFor({ ...run.pace }, seconds * threadsRunning);
    const guestSeconds = runFor(run.pace, seconds * running);
    run.guestSeconds += guestSeconds;
    const threadSeconds = ofThreads ?? guestSeconds;
    for (const thread of this.#threads) if (!thread.stalled) thread.guestSeconds += threadSeconds;
    loseTime(run.pace, seconds * (1 - running));
    run.seconds = until;
  }

  /** Ends the stalls that are over by `until`. */
  #wake(until: number): void {
    const stalls = this.#stalls;
    for (let i = stalls.length - 1; i >= 0; i--) {
      const stall = stalls[i];
      if (stall.wakeSeconds > until) continue;
      this.#endStall(stall, stall.wakeSeconds);
      if (stall.thread !== null) stall.thread.stalled = false;
      stalls[i] = stalls[stalls.length - 1];
      stalls.pop();
    }
  }

  /**
   * Touches `page`: a fault if it is absent. After a fault a resume page is touched again, and then present. A resume page
   * that is listed several times in a row is touched by as many virtual CPUs at once.
   */
  #touch(page: number, thread: Thread | null): void {
    const { vcpus, resumePages } = this.#run.scenario.vm;
    if (has(this.#absent, page)) {
      this.#fault(page, thread);
      if (!this.#resuming) return;
      while (resumePages[this.#resumed + 1] === page && this.#stalls.length < vcpus) {
        this.#resumed++;
        this.#fault(page, null);
      }
    } else if (this.#resuming) this.#resumed++;
  }

  /** Requests `page` and stalls the virtual CPU that touched it. */
  #fault(page: number, thread: Thread | null): void {
    const { seconds, result, timeLimitSeconds, scenario: { network, destination } } = this.#run;
    const requestSeconds = seconds + network.latencySeconds;
    const arrivalSeconds = requestSeconds < timeLimitSeconds
      ? this.#push.serve(page, requestSeconds)
      : this.#push.arrivalOf(page) ?? Infinity;
    const wakeSeconds = Math.max(seconds, arrivalSeconds) + destination.faultSeconds;
    result.demandFaults++;
    if (thread !== null) thread.stalled = true;
    this.#stalls.push({ page, sinceSeconds: seconds, wakeSeconds, thread });
  }

  #endStall({ page, sinceSeconds }: Stall, seconds: number): void {
    this.#run.result.stallSeconds += seconds - sinceSeconds;
    this.#run.observer.stalled?.(page, sinceSeconds, seconds);
  }

  #addPoint(): void {
    const { seconds, result } = this.#run;
    result.timeline.push({ seconds, remainingPages: this.absentPages });
    this.#pointSeconds *= POINT_GROWTH;
    this.#nextPointSeconds = seconds + this.#pointSeconds;
  }
}

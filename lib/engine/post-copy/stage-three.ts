import { clearRange } from "../../bitmap/clear-range.ts";
import { countPages } from "../../bitmap/count-pages.ts";
import { has } from "../../bitmap/has.ts";
import { popCount } from "../../bitmap/pop-count.ts";
import type { Landing } from "./in-flight.ts";
import { runFor, secondsToRun, stall as noteStall } from "../guest/pace.ts";
import { Push } from "./push.ts";
import type { Run } from "../run/run.ts";
import { AbsentTouches } from "./touches.ts";

/** A virtual CPU waiting for a page. */
interface Stall {
  page: number;
  sinceSeconds: number;
  wakeSeconds: number;
  /** Which sweep came to the page and waits for it; -1 if it was no sweep. */
  sweep: number;
}

/** The touch of an absent page that comes next, if nothing comes before it. */
interface Touch {
  seconds: number;
  /** The page that a sweep comes to; -1 where any absent page may be the one. */
  page: number;
  sweep: number;
}

/** Points of the remaining-pages curve that stage three adds. */
const TIMELINE_POINTS = 200;

/**
 * Stage three of three-stage copy, and all of post-copy after the switch: the guest runs at the destination, the source
 * pushes the pages of `absent` in ascending order, and a page that is touched first is fetched ahead of the push.
 *
 * Event by event: the next touch of an absent page is drawn from the touch rate of all absent pages; the push advances in
 * bulk up to where a request made by that touch would reach the source; the touch is a fault if its page has not arrived
 * meanwhile (thinning). A fault stalls one virtual CPU for
 * the request's way, the queue ahead of the page, its service and its way back. Guest time runs at the share of virtual
 * CPUs that are not stalled. A sweep is one thread: it stands still while it waits for its page.
 *
 * @param absent the pages to bring; emptied
 * @param pushFromSeconds when the source begins to push: by default when the guest resumes, never later
 * @returns whether all arrived before the time limit
 */
export function pushAndFetch(run: Run, absent: Uint32Array, pushFromSeconds: number = run.seconds): boolean {
  const { random, guest, result, pace, pipeline, wire } = run;
  const { vm, network, destination } = run.scenario;
  const touches = new AbsentTouches(guest, absent);
  const push = new Push(run, absent, pushFromSeconds);
  const stalls: Stall[] = [];
  const sweepSeconds = guest.sweeps.map(() => run.guestSeconds);
  /** 1 where a sweep waits for its page. */
  const waiting = new Uint8Array(guest.sweeps.length);
  let absentPages = countPages(absent);
  const slowest = Math.max(pipeline.hostSecondsPerByte, pipeline.wireSecondsPerByte);
  let pointSeconds = absentPages * (vm.pageBytes + wire.pageHeaderBytes) * slowest / TIMELINE_POINTS;
  let nextPoint = run.seconds + pointSeconds;

  const landing: Landing = {
    some(word, mask) {
      touches.arrived(word, mask);
      absent[word] &= ~mask;
      absentPages -= popCount(mask);
    },
    all(from, to, count) {
      touches.arrivedStretch(from, to, count);
      clearRange(absent, from, to);
      absentPages -= count;
    },
  };

  const touch: Touch = { seconds: Infinity, page: -1, sweep: -1 };

  /** When the guest touches an absent page next while `running` of its virtual CPUs' share run and no page arrives. */
  const nextTouch = (running: number): void => {
    touch.seconds = Infinity;
    touch.page = touch.sweep = -1;
    if (running === 0) return;
    if (touches.perSecond > 0) {
      touch.seconds = run.seconds + secondsToRun(pace, random.exponential() / touches.perSecond) / running;
    }
    for (let sweep = 0; sweep < guest.sweeps.length; sweep++) {
      if (waiting[sweep] !== 0) continue;
      const next = touches.nextSwept(guest.sweeps[sweep], sweepSeconds[sweep]);
      if (next === undefined) continue;
      const seconds = run.seconds + secondsToRun(pace, next.seconds - sweepSeconds[sweep]) / running;
      if (seconds >= touch.seconds) continue;
      touch.seconds = seconds;
      touch.page = next.page;
      touch.sweep = sweep;
    }
  };

  /** Lets the guest live until `until`. */
  const advance = (until: number, running: number): void => {
    const guestSeconds = runFor(pace, (until - run.seconds) * running);
    run.guestSeconds += guestSeconds;
    for (let sweep = 0; sweep < waiting.length; sweep++) if (waiting[sweep] === 0) sweepSeconds[sweep] += guestSeconds;
    noteStall(pace, (until - run.seconds) * (1 - running));
    run.seconds = until;
  };

  const fault = (page: number, sweep: number): void => {
    const requestSeconds = run.seconds + network.latencySeconds;
    const arrivalSeconds = requestSeconds < run.timeLimitSeconds
      ? push.serve(page, requestSeconds)
      : push.arrivalOf(page) ?? Infinity;
    const wakeSeconds = Math.max(run.seconds, arrivalSeconds) + destination.faultSeconds;
    result.demandFaults++;
    if (sweep >= 0) waiting[sweep] = 1;
    stalls.push({ page, sweep, sinceSeconds: run.seconds, wakeSeconds });
  };

  const endStall = ({ page, sinceSeconds }: Stall, seconds: number): void => {
    result.stallSeconds += seconds - sinceSeconds;
    run.observer.stalled?.(page, sinceSeconds, seconds);
  };

  while (absentPages > 0) {
    if (run.seconds >= run.timeLimitSeconds) return false;
    const running = (vm.vcpus - stalls.length) / vm.vcpus;
    nextTouch(running);
    const asked = Math.min(touch.seconds, nextPoint, run.timeLimitSeconds);
    let wakes = Infinity;
    for (const stall of stalls) wakes = Math.min(wakes, stall.wakeSeconds);
    let until = Math.min(asked, wakes);
    // Which page it is matters only if nothing comes before; it is drawn before any more arrive.
    const page = touch.seconds > until ? -1 : touch.page >= 0 ? touch.page : touches.draw(random);

    // Where the pages are matters to who touches one, not to who wakes up.
    if (asked <= wakes || !push.goesOnBeyond(until)) {
      // A touch now is a request that reaches the source one latency later: so far it can go on undisturbed.
      push.pushUntil(until + network.latencySeconds);
      if (push.unsentPages === 0) until = Math.min(until, push.lastArrivalSeconds);
      push.landUntil(until, landing);
    }
    advance(until, running);

    for (let i = stalls.length - 1; i >= 0; i--) {
      if (stalls[i].wakeSeconds > until) continue;
      const stall = stalls[i];
      endStall(stall, stall.wakeSeconds);
      if (stall.sweep >= 0) waiting[stall.sweep] = 0;
      stalls[i] = stalls[stalls.length - 1];
      stalls.pop();
    }
    if (touch.seconds <= until && page >= 0 && has(absent, page)) fault(page, touch.sweep);
    if (nextPoint <= until) {
      result.timeline.push({ seconds: until, remainingPages: absentPages });
      // Ever wider where the push takes long beyond expectation, so that the points stay few.
      pointSeconds *= 1.01;
      nextPoint = until + pointSeconds;
    }
  }
  // Who still waits finds its page with the last burst, whenever that was due.
  const woken = run.seconds + destination.faultSeconds;
  for (const stall of stalls) endStall(stall, Math.max(stall.sinceSeconds, Math.min(stall.wakeSeconds, woken)));
  result.timeline.push({ seconds: run.seconds, remainingPages: 0 });
  return true;
}

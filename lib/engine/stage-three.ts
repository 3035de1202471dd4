import { countPages } from "../bitmap/count-pages.ts";
import { has } from "../bitmap/has.ts";
import { lowestBits } from "../bitmap/lowest-bits.ts";
import { popCount } from "../bitmap/pop-count.ts";
import { InFlight, type Landing } from "./in-flight.ts";
import { runFor, secondsToRun, stall as noteStall } from "./pace.ts";
import { nextStart, pagesUntilFull, put, putUrgently, stepSeconds } from "./pipeline.ts";
import { bookPages, type Run, zeroesIn } from "./run.ts";
import { AbsentTouches } from "./touches.ts";

/** A virtual CPU waiting for a page. `wakeSeconds` is infinite until the page is on its way. */
interface Stall {
  page: number;
  sinceSeconds: number;
  wakeSeconds: number;
  /** When the request reaches the source; infinite once it has. */
  requestSeconds: number;
  /** Which sweep came to the page and waits for it; -1 if it was no sweep. */
  sweep: number;
}

/** Points of the remaining-pages curve that stage three adds. */
const TIMELINE_POINTS = 200;

/**
 * Stage three of three-stage copy, and all of post-copy after the switch: the guest runs at the destination, the source
 * pushes the pages of `absent` in ascending order, and a page that is touched first is fetched ahead of the push.
 *
 * Event by event: the next touch of an absent page is drawn from the touch rate of all absent pages; the push advances in
 * bulk up to it; the touch is a fault if its page has not arrived meanwhile (thinning). A fault stalls one virtual CPU for
 * the request's way, the queue ahead of the page, its service and its way back. Guest time runs at the share of virtual
 * CPUs that are not stalled.
 *
 * @param absent the pages to bring; emptied
 * @param pushFromSeconds when the source begins to push: by default when the guest resumes, never later
 * @returns whether all arrived before the time limit
 */
export function pushAndFetch(run: Run, absent: Uint32Array, pushFromSeconds: number = run.seconds): boolean {
  const { scenario, random, guest, result, wire, zero, pace, pipeline } = run;
  const { vm, migration, network, destination } = scenario;
  const pageBytes = vm.pageBytes + wire.pageHeaderBytes;
  pipeline.hostFreeSeconds = Math.max(pipeline.hostFreeSeconds, pushFromSeconds);
  const unsent = absent.slice();
  const touches = new AbsentTouches(guest, absent);
  const inFlight = new InFlight(absent);
  const urgent = new InFlight(absent);
  const stalls: Stall[] = [];
  let unsentPages = countPages(unsent);
  let absentPages = unsentPages;
  let cursorWord = 0;
  let cursorMask = -1;
  let lastArrival = run.seconds;
  const slowestSecondsPerByte = Math.max(pipeline.hostSecondsPerByte, pipeline.wireSecondsPerByte);
  // Active push in bursts: a burst may begin at `burstSeconds`, and `burstPages` of it are still to go.
  let burstSeconds = run.seconds;
  let burstPages = migration.pushPages;
  let pointSeconds = unsentPages * pageBytes * slowestSecondsPerByte / TIMELINE_POINTS;
  let nextPoint = run.seconds + pointSeconds;
  // A sweep is one thread: it stands still while it waits for its page, whatever the other virtual CPUs do.
  const sweepSeconds = guest.sweeps.map(() => run.guestSeconds);

  const landing: Landing = {
    pages(word, mask) {
      touches.arrived(word, mask);
      absent[word] &= ~mask;
      absentPages -= popCount(mask);
    },
    words(from, to, count) {
      touches.arrivedWords(from, to, count);
      absent.fill(0, from, to);
      absentPages -= count;
    },
  };

  /** Sends the pages of `mask` from `start` on. */
  const send = (word: number, mask: number, start: number): void => {
    const count = popCount(mask);
    unsent[word] &= ~mask;
    unsentPages -= count;
    const zeroes = zero === null ? 0 : zeroesIn(run, word, mask);
    const bytes = bookPages(run, count - zeroes, zeroes) / count;
    run.observer.sent?.(word, mask, start);
    const arrival = put(pipeline, count, vm.pageBytes, bytes, start);
    const step = Math.max(vm.pageBytes * pipeline.hostSecondsPerByte, bytes * pipeline.wireSecondsPerByte);
    inFlight.push(word, mask, arrival - (count - 1) * step, step);
    lastArrival = Math.max(lastArrival, arrival);
  };

  /**
   * Sends all pages of as many words from the cursor on as hold at most `limit`, as one stretch, and moves the cursor
   * behind them. It ends before a word with zero pages, which go faster, and before one with pages under way. Returns the
   * number of pages, 0 where there is no such stretch.
   */
  const sendWords = (limit: number, start: number): number => {
    let word = cursorWord;
    let count = 0;
    while (word < unsent.length && unsent[word] === absent[word]) {
      if (zero !== null && (zero[word] & unsent[word]) !== 0) break;
      const inWord = popCount(unsent[word]);
      if (count + inWord > limit) break;
      count += inWord;
      word++;
    }
    if (word - cursorWord < 2 || count === 0) return 0;
    if (run.observer.sent) {
      for (let i = cursorWord; i < word; i++) if (unsent[i] !== 0) run.observer.sent(i, unsent[i], start);
    }
    unsent.fill(0, cursorWord, word);
    unsentPages -= count;
    bookPages(run, count, 0);
    const arrival = put(pipeline, count, vm.pageBytes, pageBytes, start);
    const step = Math.max(vm.pageBytes * pipeline.hostSecondsPerByte, pageBytes * pipeline.wireSecondsPerByte);
    inFlight.pushWords(cursorWord, word, count, arrival - (count - 1) * step, step);
    lastArrival = Math.max(lastArrival, arrival);
    cursorWord = word === unsent.length ? 0 : word;
    return count;
  };

  /** Sends one page at `start` over the connection that demand pages have to themselves. */
  const sendUrgently = (page: number, start: number): void => {
    const word = Math.floor(page / 32);
    const mask = 1 << (page & 31);
    unsent[word] &= ~mask;
    unsentPages--;
    const zeroes = zero === null ? 0 : zeroesIn(run, word, mask);
    const bytes = bookPages(run, 1 - zeroes, zeroes);
    run.observer.sent?.(word, mask, start);
    const arrival = putUrgently(pipeline, vm.pageBytes, bytes, start);
    urgent.push(word, mask, arrival, 0);
    lastArrival = Math.max(lastArrival, arrival);
  };

  const arrivalOf = (page: number): number | undefined => urgent.arrivalOf(page) ?? inFlight.arrivalOf(page);

  /** Pushes in the background all that can begin before `until`. */
  const pushUntil = (until: number): void => {
    while (unsentPages > 0) {
      let start = nextStart(pipeline);
      let most = Infinity;
      if (migration.pushIntervalSeconds > 0) {
        start = Math.max(start, burstSeconds);
        most = burstPages;
      }
      if (start >= until || start >= run.timeLimitSeconds) return;
      let mask = unsent[cursorWord] & cursorMask;
      while (mask === 0) {
        cursorMask = -1;
        if (++cursorWord === unsent.length) cursorWord = 0;
        mask = unsent[cursorWord];
      }
      const step = stepSeconds(pipeline, pageBytes, start);
      const before = step > 0 ? Math.ceil((until - start) / step) : Infinity;
      const limit = Math.min(before, most, pagesUntilFull(pipeline, pageBytes, start));
      let sent = cursorMask === -1 && limit > 64 ? sendWords(limit, start) : 0;
      if (sent === 0) {
        mask = lowestBits(mask, limit);
        sent = popCount(mask);
        send(cursorWord, mask, start);
      }
      if (migration.pushIntervalSeconds > 0 && (burstPages -= sent) === 0) {
        burstSeconds = Math.max(burstSeconds + migration.pushIntervalSeconds, start);
        burstPages = migration.pushPages;
      }
    }
  };

  /** The source takes a request: sends the page and its neighbours next, unless it has sent it already. */
  const serve = (stall: Stall): void => {
    const { page } = stall;
    if (has(unsent, page) && migration.preempt) {
      sendUrgently(page, stall.requestSeconds);
      stall.wakeSeconds = arrivalOf(page)! + destination.faultSeconds;
    } else if (has(unsent, page)) {
      const fetch = (wanted: number): void => {
        if (!has(unsent, wanted)) return;
        send(Math.floor(wanted / 32), 1 << (wanted & 31), Math.max(stall.requestSeconds, nextStart(pipeline)));
      };
      fetch(page);
      stall.wakeSeconds = inFlight.arrivalOf(page)! + destination.faultSeconds;
      const below = Math.floor(migration.prepullPages / 2);
      for (let near = page - below; near <= page + migration.prepullPages - below; near++) {
        if (near >= 0 && near < run.pages) fetch(near);
      }
      if (migration.faultMovesCursor) {
        cursorWord = Math.floor(page / 32);
        cursorMask = -1 << (page & 31);
      }
    } else stall.wakeSeconds = (arrivalOf(page) ?? stall.requestSeconds) + destination.faultSeconds;
    stall.requestSeconds = Infinity;
  };

  while (absentPages > 0) {
    if (run.seconds >= run.timeLimitSeconds) return false;
    // What the guest will touch next, if nothing else happens before.
    const running = (vm.vcpus - stalls.length) / vm.vcpus;
    let touchSeconds = Infinity;
    let touchPage = -1;
    let touchSweep = -1;
    if (running > 0) {
      if (touches.perSecond > 0) {
        touchSeconds = run.seconds + secondsToRun(pace, random.exponential() / touches.perSecond) / running;
        touchPage = touches.draw(random);
      }
      for (let i = 0; i < guest.sweeps.length; i++) {
        if (stalls.some((stall) => stall.sweep === i)) continue;
        const next = touches.nextSwept(guest.sweeps[i], sweepSeconds[i]);
        if (next === undefined) continue;
        const seconds = run.seconds + secondsToRun(pace, next.seconds - sweepSeconds[i]) / running;
        if (seconds < touchSeconds) [touchSeconds, touchPage, touchSweep] = [seconds, next.page, i];
      }
    }
    let until = Math.min(touchSeconds, nextPoint, run.timeLimitSeconds);
    for (const stall of stalls) until = Math.min(until, stall.requestSeconds, stall.wakeSeconds);

    pushUntil(until);
    if (unsentPages === 0) until = Math.min(until, lastArrival);
    // The last page lands whatever rounding says, or time would stand still.
    inFlight.landUntil(unsentPages === 0 && until === lastArrival ? Infinity : until, landing);
    urgent.landUntil(until, landing);
    const guestSeconds = runFor(pace, (until - run.seconds) * running);
    run.guestSeconds += guestSeconds;
    for (let i = 0; i < sweepSeconds.length; i++) {
      if (!stalls.some((stall) => stall.sweep === i)) sweepSeconds[i] += guestSeconds;
    }
    noteStall(pace, (until - run.seconds) * (1 - running));
    run.seconds = until;

    for (let i = stalls.length - 1; i >= 0; i--) {
      const stall = stalls[i];
      if (stall.requestSeconds <= until) serve(stall);
      if (stall.wakeSeconds <= until) {
        result.stallSeconds += stall.wakeSeconds - stall.sinceSeconds;
        stalls.splice(i, 1);
      }
    }
    if (touchSeconds <= until && touchPage >= 0 && has(absent, touchPage)) {
      result.demandFaults++;
      const stall: Stall = {
        page: touchPage,
        sinceSeconds: until,
        wakeSeconds: Infinity,
        requestSeconds: Infinity,
        sweep: touchSweep,
      };
      const arrival = has(unsent, touchPage) ? undefined : arrivalOf(touchPage);
      if (arrival === undefined) stall.requestSeconds = until + network.latencySeconds;
      else stall.wakeSeconds = arrival + destination.faultSeconds;
      stalls.push(stall);
    }
    if (nextPoint <= until) {
      result.timeline.push({ seconds: until, remainingPages: absentPages });
      // Ever wider where the push takes long beyond expectation, so that the points stay few.
      pointSeconds *= 1.01;
      nextPoint = until + pointSeconds;
    }
  }
  for (const stall of stalls) result.stallSeconds += Math.max(0, stall.wakeSeconds - stall.sinceSeconds);
  result.timeline.push({ seconds: run.seconds, remainingPages: 0 });
  return true;
}

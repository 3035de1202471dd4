import { goodputBytesPerSecond } from "./goodput.ts";
import { queueLimitBytes } from "./tcp.ts";
import type { Network, Scenario } from "../../scenario/types.ts";

/**
 * The path of a page from the source's memory to the destination's: the source copies it, the wire carries it, and the
 * latency passes. Between source and wire there is a first-in, first-out queue of limited size. It is empty if the source is
 * slower than the wire and full if the wire is slower; a page sent then waits behind the whole queue.
 *
 * A destination that copies more slowly than the source slows the wire: its socket stops taking bytes, and the queue fills
 * as it does before a slow link.
 */
export interface Pipeline {
  /** When the host has finished its last page. */
  hostFreeSeconds: number;
  /** When the wire has finished its last page. */
  wireFreeSeconds: number;
  /** Seconds that a byte takes the source. */
  readonly hostSecondsPerByte: number;
  /** Seconds that a byte takes the wire, or the destination if that is slower. */
  wireSecondsPerByte: number;
  /** Seconds that the wire takes to drain a full queue. */
  queueSeconds: number;
  /** The most seconds of that: the path of a stream bounded by its window has no room for more. */
  queueLimitSeconds: number;
  /** The share to which a full queue drains before the sender wakes. */
  readonly wakeShare: number;
  /** Whether the sender sleeps before a full queue, or has just been woken. */
  asleep: boolean;
  /** Seconds that the wire takes to drain the part of the queue that belongs to the link. */
  linkQueueSeconds: number;
  /** One-way latency after the wire. */
  readonly latencySeconds: number;
}

/** An empty pipeline. Its queue holds at least two pages. */
export function createPipeline(scenario: Scenario): Pipeline {
  const { source, network, vm } = scenario;
  const wireBytesPerSecond = wireRateOf(scenario);
  const wireSecondsPerByte = 1 / wireBytesPerSecond;
  const queueLimit = queueLimitBytes(network, wireBytesPerSecond);
  return {
    hostFreeSeconds: 0,
    wireFreeSeconds: 0,
    hostSecondsPerByte: 1 / source.copyBytesPerSecond,
    wireSecondsPerByte,
    queueSeconds: Math.max(Math.min(network.queueBytes, queueLimit), 2 * vm.pageBytes) * wireSecondsPerByte,
    queueLimitSeconds: queueLimit * wireSecondsPerByte,
    wakeShare: network.queueWakeShare,
    asleep: false,
    linkQueueSeconds: Math.min(network.linkQueueBytes, queueLimit) * wireSecondsPerByte,
    latencySeconds: network.latencySeconds,
  };
}

/** Bytes per second of the wire, or of the destination if that is slower. */
function wireRateOf({ source, destination, network }: Scenario): number {
  const receiver = destination.copyBytesPerSecond < source.copyBytesPerSecond
    ? destination.copyBytesPerSecond
    : Infinity;
  return Math.min(goodputBytesPerSecond(network), receiver);
}

/**
 * Changes the rate of the wire at `seconds` to that of `scenario`. The bytes in the queue stay in it. Returns how much
 * longer a byte takes now.
 */
export function changePipeline(pipeline: Pipeline, scenario: Scenario, seconds: number): number {
  const { network, vm } = scenario;
  const wireBytesPerSecond = wireRateOf(scenario);
  const wireSecondsPerByte = 1 / wireBytesPerSecond;
  const slowdown = wireSecondsPerByte / pipeline.wireSecondsPerByte;
  const queueBytes = Math.max(pipeline.queueSeconds / pipeline.wireSecondsPerByte, network.queueBytes);
  const queueLimit = queueLimitBytes(network, wireBytesPerSecond);
  pipeline.wireFreeSeconds = later(pipeline.wireFreeSeconds, seconds, slowdown);
  pipeline.wireSecondsPerByte = wireSecondsPerByte;
  pipeline.queueSeconds = Math.max(Math.min(queueBytes, queueLimit), 2 * vm.pageBytes) * wireSecondsPerByte;
  pipeline.queueLimitSeconds = queueLimit * wireSecondsPerByte;
  pipeline.linkQueueSeconds = Math.min(network.linkQueueBytes, queueLimit) * wireSecondsPerByte;
  return slowdown;
}

/** When something happens that was due at `due`, if all times after `seconds` are stretched by `slowdown`. */
export function later(due: number, seconds: number, slowdown: number): number {
  return due > seconds ? seconds + (due - seconds) * slowdown : due;
}

/** When the host can begin its next page: it is free and awake, and the queue has space. */
export function nextStart({ hostFreeSeconds, wireFreeSeconds, queueSeconds, wakeShare, asleep }: Pipeline): number {
  return Math.max(hostFreeSeconds, wireFreeSeconds - (asleep ? wakeShare : 1) * queueSeconds);
}

/** Seconds from one page to the next, for pages of `bytes` sent from `start` on. */
export function stepSeconds(pipeline: Pipeline, bytes: number, start: number): number {
  const host = bytes * pipeline.hostSecondsPerByte;
  const full = pipeline.wireFreeSeconds - start >= pipeline.queueSeconds * (1 - 1e-9);
  return full ? Math.max(host, bytes * pipeline.wireSecondsPerByte) : host;
}

/**
 * How many pages of `bytes` sent from `start` on fill the queue; infinite if the queue never fills or is already full.
 */
export function pagesUntilFull(pipeline: Pipeline, bytes: number, start: number): number {
  const gained = bytes * (pipeline.wireSecondsPerByte - pipeline.hostSecondsPerByte);
  const free = pipeline.queueSeconds - Math.max(0, pipeline.wireFreeSeconds - start);
  return gained > 0 && free > pipeline.queueSeconds * 1e-9 ? Math.ceil(free / gained) : Infinity;
}

/**
 * How many pages of `bytes` begin from `start` on before `until`, at most up to where the pace changes. A sender that sleeps
 * sends in cycles: each time that it wakes it fills the queue.
 */
export function pagesBegunUntil(pipeline: Pipeline, bytes: number, start: number, until: number): number {
  if (!pipeline.asleep) {
    const step = stepSeconds(pipeline, bytes, start);
    const inTime = step > 0 ? Math.ceil((until - start) / step) : Infinity;
    return Math.min(inTime, pagesUntilFull(pipeline, bytes, start));
  }
  const cycle = pagesPerCycle(pipeline, bytes);
  const hostSeconds = bytes * pipeline.hostSecondsPerByte;
  if (cycle === Infinity) return Math.ceil((until - start) / hostSeconds);
  const cycleSeconds = cycle * bytes * pipeline.wireSecondsPerByte;
  const cycles = Math.floor((until - start) / cycleSeconds);
  const rest = until - start - cycles * cycleSeconds;
  return cycles * cycle + Math.min(cycle, Math.max(0, Math.ceil(rest / hostSeconds)));
}

/** Pages of `bytes` that fill the queue each time that the sender wakes; infinite if the host is too slow for that. */
function pagesPerCycle({ queueSeconds, wakeShare, wireSecondsPerByte, hostSecondsPerByte }: Pipeline, bytes: number) {
  const gained = bytes * (wireSecondsPerByte - hostSecondsPerByte);
  return gained > 0 ? Math.max(1, Math.ceil((1 - wakeShare) * queueSeconds / gained)) : Infinity;
}

/** After `count` pages of `bytes` were put from `start` on: makes the sender sleep if they have filled the queue. */
export function sleepIfFull(pipeline: Pipeline, count = 0, bytes = 0, start = 0): void {
  if (pipeline.wakeShare === 1) return;
  const cycle = pipeline.asleep && count > 0 ? pagesPerCycle(pipeline, bytes) : Infinity;
  const inLast = count <= cycle ? count : count % cycle;
  if (count > cycle) {
    // The sender slept between the cycles: its clock is that of the last one.
    const last = start + (count - inLast) * bytes * pipeline.wireSecondsPerByte;
    pipeline.hostFreeSeconds = last + inLast * bytes * pipeline.hostSecondsPerByte;
  }
  const backlog = pipeline.wireFreeSeconds - pipeline.hostFreeSeconds;
  pipeline.asleep = backlog >= pipeline.queueSeconds * (1 - 1e-9) || (count > cycle && inLast === 0);
}

/** When a page can begin that follows `before` others sent from `start` on. */
export function startBehind(
  pipeline: Pipeline,
  before: number,
  hostBytes: number,
  wireBytes: number,
  start: number,
): number {
  if (before === 0) return start;
  const host = hostBytes * pipeline.hostSecondsPerByte;
  const first = Math.max(start + host, pipeline.wireFreeSeconds);
  const full = first + before * wireBytes * pipeline.wireSecondsPerByte - pipeline.queueSeconds;
  return Math.max(start + before * host, full);
}

/**
 * How many pages can begin from `start` on before `seconds`, given the size of the queue at that time: at least one.
 */
export function pagesUntil(
  pipeline: Pipeline,
  hostBytes: number,
  wireBytes: number,
  start: number,
  seconds: number,
  queueSeconds: number,
): number {
  const host = hostBytes * pipeline.hostSecondsPerByte;
  const wire = wireBytes * pipeline.wireSecondsPerByte;
  const first = Math.max(start + host, pipeline.wireFreeSeconds);
  const hostBusy = (seconds - start) / host;
  const queueFull = (seconds + queueSeconds - first) / wire;
  return Math.max(1, Math.ceil(Math.min(hostBusy, queueFull)));
}

/**
 * Sends `count` pages from `start` on: the host reads `hostBytes` of each, the wire carries `wireBytes`. Returns when the
 * last page arrives.
 */
export function put(pipeline: Pipeline, count: number, hostBytes: number, wireBytes: number, start: number): number {
  const host = hostBytes * pipeline.hostSecondsPerByte;
  const wire = wireBytes * pipeline.wireSecondsPerByte;
  const first = Math.max(start + host, pipeline.wireFreeSeconds);
  pipeline.hostFreeSeconds = start + count * host;
  pipeline.wireFreeSeconds = Math.max(first + count * wire, start + count * host + wire);
  return pipeline.wireFreeSeconds + pipeline.latencySeconds;
}

/**
 * Sends `count` pages from `start` on over a separate connection. They wait only behind the link's part of the queue and
 * delay the pages in the sender's socket. One page is a burst of packets; more are a stream, which shares a busy link with
 * the other connection. Returns when the last page arrives.
 */
export function putUrgently(
  pipeline: Pipeline,
  hostBytes: number,
  wireBytes: number,
  start: number,
  count = 1,
): number {
  const ready = start + count * hostBytes * pipeline.hostSecondsPerByte;
  const wire = count * wireBytes * pipeline.wireSecondsPerByte;
  const backlog = Math.max(0, pipeline.wireFreeSeconds - ready);
  pipeline.wireFreeSeconds = Math.max(pipeline.wireFreeSeconds, ready) + wire;
  const streams = count > 1 && backlog > 0 ? 2 : 1;
  return ready + Math.min(backlog, pipeline.linkQueueSeconds) + streams * wire + pipeline.latencySeconds;
}

/** Time constants after which a growing queue is within a millionth of its final size. */
const GROWN_AFTER = 14;

/** Seconds that the wire takes to drain a full queue at time `seconds`. The queue grows while memory is sent in bulk. */
export function queueSecondsAt(
  pipeline: Pipeline,
  { queueBytes, queueGrownBytes, queueGrowthSeconds }: Network,
  seconds: number,
): number {
  if (queueGrownBytes <= queueBytes) return pipeline.queueSeconds;
  const young = seconds < GROWN_AFTER * queueGrowthSeconds ? Math.exp(-seconds / queueGrowthSeconds) : 0;
  const bytes = queueGrownBytes - (queueGrownBytes - queueBytes) * young;
  return Math.max(pipeline.queueSeconds, Math.min(bytes * pipeline.wireSecondsPerByte, pipeline.queueLimitSeconds));
}

/** Grows the queue until the host can begin its next page. That time depends on the size of the queue, so bisect. */
export function growQueue(pipeline: Pipeline, network: Network): void {
  let late = nextStart(pipeline);
  const grown = queueSecondsAt(pipeline, network, late);
  if (grown === pipeline.queueSeconds) return;
  let early = Math.max(pipeline.hostFreeSeconds, pipeline.wireFreeSeconds - grown);
  while (late - early > 1e-7) {
    const middle = (early + late) / 2;
    // On a link that is down, times are too long to be told apart that well.
    if (middle <= early || middle >= late) break;
    if (pipeline.wireFreeSeconds - queueSecondsAt(pipeline, network, middle) > middle) early = middle;
    else late = middle;
  }
  pipeline.queueSeconds = queueSecondsAt(pipeline, network, late);
}

/**
 * Grows the queue after resume: `seconds` later, if the wire took `fromSeconds` to drain a full queue at resume. Every
 * acknowledgement that was held up longer than all before enlarges the send buffer.
 */
export function growQueueAfterResume(
  pipeline: Pipeline,
  { queueBytes, queueGrownBytes, queueGrownResumedBytes, queueGrowthSeconds }: Network,
  seconds: number,
  fromSeconds: number,
): void {
  const most = Math.min(queueGrownResumedBytes, Math.max(queueBytes, queueGrownBytes));
  const grown = Math.min(most * pipeline.wireSecondsPerByte, pipeline.queueLimitSeconds);
  if (grown <= pipeline.queueSeconds) return;
  const young = queueGrowthSeconds > 0 ? Math.exp(-Math.max(0, seconds) / queueGrowthSeconds) : 0;
  pipeline.queueSeconds = Math.max(pipeline.queueSeconds, grown - (grown - fromSeconds) * young);
}

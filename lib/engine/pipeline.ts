/**
 * The way of a page from the source's memory to the destination's: the host copies it, the wire carries it, the latency
 * passes. Between host and wire lies a queue of limited size, first in first out. It stands empty when the host is the
 * slower of the two, and full when the link is: then whatever is sent next waits behind it.
 */
export interface Pipeline {
  /** When the host has finished its last page. */
  hostFreeSeconds: number;
  /** When the wire has finished its last page. */
  wireFreeSeconds: number;
  /** Seconds that a byte takes the host. */
  readonly hostSecondsPerByte: number;
  /** Seconds that a byte takes the wire. */
  readonly wireSecondsPerByte: number;
  /** Seconds that the wire takes to drain a full queue. */
  readonly queueSeconds: number;
  /** One-way latency behind the wire. */
  readonly latencySeconds: number;
}

/** When the host can begin its next page: it is free, and the queue has room. */
export function nextStart(pipeline: Pipeline): number {
  return Math.max(pipeline.hostFreeSeconds, pipeline.wireFreeSeconds - pipeline.queueSeconds);
}

/** Seconds from page to page for pages of `bytes` that begin at `start`. */
export function stepSeconds(pipeline: Pipeline, bytes: number, start: number): number {
  const host = bytes * pipeline.hostSecondsPerByte;
  const full = pipeline.wireFreeSeconds - start >= pipeline.queueSeconds * (1 - 1e-9);
  return full ? Math.max(host, bytes * pipeline.wireSecondsPerByte) : host;
}

/** Sends `count` pages of `bytes` each from `start` on; returns when the last of them arrives. */
export function put(pipeline: Pipeline, count: number, bytes: number, start: number): number {
  const host = bytes * pipeline.hostSecondsPerByte;
  const wire = bytes * pipeline.wireSecondsPerByte;
  const first = Math.max(start + host, pipeline.wireFreeSeconds);
  pipeline.hostFreeSeconds = start + count * host;
  pipeline.wireFreeSeconds = Math.max(first + count * wire, start + count * host + wire);
  return pipeline.wireFreeSeconds + pipeline.latencySeconds;
}

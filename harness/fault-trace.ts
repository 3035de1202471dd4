import type { QemuFault } from "../lib/qemu/types.ts";
import type { Extent } from "../lib/scenario/types.ts";

/** QEMU's trace events that show which pages the destination requests, and when. */
const RESUME = "loadvm_postcopy_handle_run_bh";
const REQUEST = "postcopy_ram_fault_thread_request";
const ARRIVAL = "postcopy_page_req_del";
/** The event that shows which pages the destination discards when post-copy begins: those that have become dirty. */
const DISCARD = "ram_discard_range";
const EVENTS = [RESUME, REQUEST, ARRIVAL, DISCARD];

const PAGE_BYTES = 4096;

/** QEMU's arguments that write the trace to a file, each line with its time. */
export function traceArguments(path: string): string[] {
  return ["-msg", "timestamp=on", ...EVENTS.flatMap((event) => ["-trace", event]), "-D", path];
}

/**
 * Returns the requests in a trace that QEMU wrote with {@linkcode traceArguments}, in order.
 *
 * A line has the form `THREAD@SECONDS:EVENT TEXT`. Only requests for pages of the guest's RAM count, not those for firmware.
 */
export function faultsOf(trace: string): QemuFault[] {
  const faults: QemuFault[] = [];
  const waiting = new Map<number, { fault: QemuFault; time: number }>();
  let resumedSeconds: number | undefined;
  for (const line of trace.split("\n")) {
    const match = line.match(/^\d+@(\d+\.\d+):(\w+) (.*)$/);
    if (!match) continue;
    const [event, text] = match.slice(2);
    const time = Number(match[1]);
    if (event === RESUME) resumedSeconds ??= time;
    if (event === REQUEST) {
      const request = text.match(/HVA=(?:0x)?([0-9a-f]+) rb=pc\.ram offset=(?:0x)?([0-9a-f]+)/);
      if (!request) continue;
      // A device may read the guest's memory before the guest resumes.
      const fault: QemuFault = [
        rounded(time - (resumedSeconds ?? time)),
        Math.floor(parseInt(request[2], 16) / PAGE_BYTES),
        null,
      ];
      waiting.set(pageAt(request[1]), { fault, time });
      faults.push(fault);
    } else if (event === ARRIVAL) {
      const address = pageAt(text.match(/(?:0x)?([0-9a-f]{5,})/)?.[1] ?? "");
      const served = waiting.get(address);
      if (served) served.fault[2] = rounded(time - served.time);
      waiting.delete(address);
    }
  }
  return faults;
}

/** The number of the page at an address, which may exceed 2^53 bytes. */
function pageAt(hexadecimal: string): number {
  return parseInt(hexadecimal.slice(0, -3), 16);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1e5) / 1e5;
}

/**
 * Returns the runs of RAM pages that the destination discarded when post-copy began, ascending. It has discarded all of RAM
 * before, when the migration began.
 */
export function discardsOf(trace: string): Extent[] {
  const lines = trace.matchAll(new RegExp(`:${DISCARD} pc\\.ram: start: ([0-9a-f]+) ([0-9a-f]+)`, "g"));
  const [, ...extents] = Array.from(lines, ([, start, length]) => ({
    firstPage: parseInt(start, 16) / PAGE_BYTES,
    pages: parseInt(length, 16) / PAGE_BYTES,
  }));
  return extents.sort((a, b) => a.firstPage - b.firstPage);
}

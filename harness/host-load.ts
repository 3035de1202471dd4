import { runProgram } from "./programs.ts";

/** Processor time so far, in the kernel's clock ticks. */
export interface ProcessorTime {
  /** Of all processors, idle or not. */
  all: number;
  /** Of all processors, not idle. */
  busy: number;
  /** Of the programs of the measurement. */
  own: number;
}

/** Reads the processor time of this machine and of some processes. */
export async function processorTime(pids: number[]): Promise<ProcessorTime> {
  const files = ["/proc/stat", ...[Deno.pid, ...pids].map((pid) => `/proc/${pid}/stat`)];
  // A program reads them because Deno lets only unrestricted programs read below /proc.
  return parsedTime(await runProgram("cat", files));
}

/** Parses the text of `/proc/stat` and `/proc/PID/stat` files, one after the other. */
export function parsedTime(text: string): ProcessorTime {
  const lines = text.split("\n");
  const [, user, nice, system, idle, wait, interrupt, softInterrupt, stolen] = lines[0].split(/\s+/).map(Number);
  // Interrupts do not count: most are those of the migration's own link.
  const busy = user + nice + system + stolen;
  // The name in parentheses may contain spaces. Columns 14 to 17: user and system time, of the process and its ended children.
  const own = lines.filter((line) => /^\d+ \(/.test(line))
    .flatMap((line) => line.slice(line.lastIndexOf(")") + 2).split(" ").slice(11, 15).map(Number))
    .reduce((sum, ticks) => sum + ticks, 0);
  return { all: busy + idle + wait + interrupt + softInterrupt, busy, own };
}

/** The share of the processors' time between two readings that other programs used. */
export function otherShare(before: ProcessorTime, after: ProcessorTime): number {
  const others = after.busy - before.busy - (after.own - before.own);
  return Math.max(0, others / Math.max(1, after.all - before.all));
}

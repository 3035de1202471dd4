import { join } from "@std/path";
import { delay } from "@std/async/delay";
import type { QemuGuestState } from "../lib/qemu/types.ts";
import type { Extent } from "../lib/scenario/types.ts";
import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { within } from "./within.ts";

const PAGE_BYTES = 4096;
/** Time limit for the console to show a line that the guest has printed. */
const LINE_SECONDS = 5;

/** Options of {@linkcode guestState}. */
export interface GuestStateOptions {
  memoryMiB: number;
  /** Folder for two copies of the guest's memory, one after the other. */
  folder: string;
  /** Time between the two. Pages that differ between them belong to the kernel's write set. */
  compareSeconds: number;
  signal?: AbortSignal;
}

/**
 * Records where the guest's buffer lies, which of its pages hold only zeros, and which pages outside the buffer change
 * within some time.
 *
 * @throws {MeasureError} if the guest has not printed its page map, or QEMU refuses to save its memory
 */
export async function guestState(machine: Machine, options: GuestStateOptions): Promise<QemuGuestState> {
  const map = await printed(machine, /^PAGEFERRY MAP((?: \d+\+\d+)+)$/, options.signal);
  const buffer = map[1].trim().split(" ").map((text): Extent => {
    const [firstPage, pages] = text.split("+").map(Number);
    return { firstPage, pages };
  });
  const before = await savedMemory(machine, options);
  await delay(options.compareSeconds * 1000, { signal: options.signal });
  const after = await savedMemory(machine, options);
  return { buffer, ...comparedMemory(before, after, buffer) };
}

/** The positions of `writers` sequential writers, read from the memory of the running guest. */
export async function nextPages(machine: Machine, writers: number, signal?: AbortSignal): Promise<number[]> {
  const [, address] = await printed(machine, /^PAGEFERRY CURSOR (\d+)$/, signal);
  const command = `xp /${writers}gd ${address}`;
  const answer = await machine.execute<string>("human-monitor-command", { "command-line": command });
  return answer.split("\n").flatMap((line) => line.replace(/^[^:]*:/, "").match(/-?\d+/g) ?? []).map(Number);
}

async function printed(machine: Machine, pattern: RegExp, signal?: AbortSignal): Promise<RegExpMatchArray> {
  const onTimeout = () => {
    throw new MeasureError("failed", `the guest did not print ${pattern.source}`);
  };
  return await within(machine.console.line(pattern), { seconds: LINE_SECONDS, onTimeout, signal });
}

async function savedMemory(machine: Machine, { memoryMiB, folder, signal }: GuestStateOptions): Promise<Uint32Array> {
  const path = join(folder, "memory");
  await machine.execute("pmemsave", { val: 0, size: memoryMiB * 2 ** 20, filename: path });
  const bytes = await Deno.readFile(path, { signal });
  await Deno.remove(path);
  return new Uint32Array(bytes.buffer);
}

/**
 * Returns the pages that hold only zeros in the later copy of the guest's memory, and the pages outside the buffer that
 * differ between the two.
 */
export function comparedMemory(
  before: Uint32Array,
  after: Uint32Array,
  buffer: readonly Extent[],
): Pick<QemuGuestState, "zeros" | "kernelWritten"> {
  const words = PAGE_BYTES / 4;
  const ofBuffer = new Uint8Array(after.length / words);
  for (const { firstPage, pages } of buffer) ofBuffer.fill(1, firstPage, firstPage + pages);
  const zeros: number[] = [];
  const kernelWritten: number[] = [];
  for (let page = 0; page < ofBuffer.length; page++) {
    if (ofBuffer[page] === 1) continue;
    let [isZero, differs] = [true, false];
    for (let i = page * words; i < (page + 1) * words && (isZero || !differs); i++) {
      if (after[i] !== 0) isZero = false;
      if (after[i] !== before[i]) differs = true;
    }
    if (isZero) zeros.push(page);
    if (differs) kernelWritten.push(page);
  }
  return { zeros: extentsOf(zeros), kernelWritten: extentsOf(kernelWritten) };
}

/** The runs of ascending pages. */
function extentsOf(pages: readonly number[]): Extent[] {
  const extents: Extent[] = [];
  for (const page of pages) {
    const last = extents.at(-1);
    if (last && page === last.firstPage + last.pages) last.pages++;
    else extents.push({ firstPage: page, pages: 1 });
  }
  return extents;
}

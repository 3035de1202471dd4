import type { Random } from "../random/random.ts";
import { sliceExtents } from "../scenario/range.ts";
import type { Extent } from "../scenario/types.ts";
import type { QemuGuestState, QemuRun } from "./types.ts";

/** The kernel image begins at a multiple of this many pages, drawn anew at each boot (KASLR, 2 MiB). */
const IMAGE_ALIGN_PAGES = 512;
/** Pages of the kernel's image, from its text to what it allocates right behind its bss. */
const IMAGE_PAGES = 10_240;

/** Sections of the image. The kernel frees what lies between them: gaps of alignment, and its init section before the bss. */
const TEXT: Extent = { firstPage: 0, pages: 3585 };
const RODATA: Extent = { firstPage: 4096, pages: 2268 };
const DATA: Extent = { firstPage: 6656, pages: 584 };
const BSS: Extent = { firstPage: 7940, pages: 2292 };
/** Pages of the bss that still hold only zeros. */
const BSS_ZEROS: Extent = { firstPage: 8000, pages: 920 };

/** The first pages of a large buffer are pieces in gaps; the rest is one run from `RUN_PAGE` to the image and one behind it. */
const PIECED_PAGES = 4101;
const PIECES = 280;
const RUN_PAGE = 11_264;

/** A page that is written within a second, this close to the end of the buffer, holds the counters of `harness/dirty.c`. */
const COUNTERS_WITHIN_PAGES = 4;

/** Gaps below the buffer and between the zero pages there. The pieces lie in these, in the image's and near the top. */
const LOW_GAPS: readonly Extent[] = [
  { firstPage: 4926, pages: 2074 },
  { firstPage: 7449, pages: 1051 },
  { firstPage: 10_400, pages: 600 },
];
const LOW_ZEROS: readonly Extent[] = [
  { firstPage: 8, pages: 240 },
  { firstPage: 4400, pages: 526 },
  { firstPage: 7000, pages: 449 },
  { firstPage: 8500, pages: 1900 },
  { firstPage: 11_000, pages: 170 },
];
/** Pages at the top that the kernel took for itself, and those below them that it shares with the buffer. */
const TOP_PAGES = 900;
const TOP_GAP_PAGES = 1000;
/** Pages of firmware behind the RAM. */
const FIRMWARE_PAGES = 130;
/** Pages of zeros among them: QEMU sent 80 zero pages more than the guest's RAM has, in all runs that recorded it. */
const FIRMWARE_ZEROS = 80;

/** Pages that the resumed kernel touches in order and writes all the time, from the top of RAM, its data, the end of its bss. */
const WRITTEN: readonly ["top" | "data" | "end", number][] = [
  ["top", -760],
  ["top", -858],
  ["top", -859],
  ["top", -2504],
  ["data", 20],
  ["end", 2],
  ["end", 4],
  ["data", 7],
  ["data", 6],
  ["data", -10],
];
/** Pages of code and read-only data that it touches among them. */
const READ_PAGES = 16;
/** Pages that kernel and program allocated before the buffer, from the bottom up, and how many of them are touched next. */
const ALLOCATED: Extent = { firstPage: 4096, pages: 7168 };
const ALLOCATED_TOUCHED = 14;
/** Pages of its data that the kernel writes all the time beside those of the chain, and where in the data they begin. */
const MORE_WRITTEN: Extent = { firstPage: DATA.firstPage + 100, pages: 15 };

/** Where things lie in the physical memory of a measured guest. */
export interface GuestLayout {
  /** The program's buffer, in the order of its virtual pages. */
  buffer: Extent[];
  /** Pages of zeros. */
  zeros: Extent[];
  /** Pages that the guest touches when it resumes, in order. */
  resumePages: number[];
  /** Pages that the kernel keeps writing. */
  kernelWritten: Extent[];
  /** Pages that it writes about once a second. */
  kernelWrittenSlowly?: Extent[];
}

/**
 * Draws the layout of a measured guest.
 *
 * Read off one guest of 192 MiB by its page map and the addresses of its faults, and three of its boots: the runs and pieces
 * of the buffer, the ten pages that three-stage copy faults on, and that post-copy faults on 26 pages of the kernel's before
 * the first of the program's. Read off the table's first passes, which ascend: where zero pages lie. Read off one run, the
 * post-copy of a sweep: that 40 faults cost a whole queue each before the sweep goes on, 14 more than the kernel's. The
 * sizes of the image's sections are those of a Debian 6.1 kernel to within some hundred pages.
 *
 * @param random places the kernel's image
 */
export function layoutOf(
  { totalPages, bufferPages, zeroPages }: { totalPages: number; bufferPages: number; zeroPages: number },
  random: Random,
): GuestLayout {
  const ramPages = totalPages - FIRMWARE_PAGES;
  const pieced = Math.min(bufferPages, PIECED_PAGES);
  const tailZeroes = Math.max(0, zeroPages - pagesIn([BSS_ZEROS, ...LOW_ZEROS]));
  const runs = bufferPages - pieced + tailZeroes;
  const topPage = RUN_PAGE + IMAGE_PAGES + runs;
  if (ramPages - topPage < TOP_PAGES + TOP_GAP_PAGES) return plainLayout(totalPages, bufferPages, zeroPages);
  // The image lies somewhere within the runs that buffer and zero pages fill.
  const imagePage = RUN_PAGE + IMAGE_ALIGN_PAGES * random.below(Math.floor(runs / IMAGE_ALIGN_PAGES) + 1);
  const imageEnd = imagePage + IMAGE_PAGES;
  const inImage = ({ firstPage, pages }: Extent): Extent => ({ firstPage: imagePage + firstPage, pages });
  /** `pages` pages from the place `from` on in the runs, which the image interrupts. */
  const inRuns = (from: number, pages: number): Extent[] => {
    const before = Math.max(0, Math.min(pages, imagePage - RUN_PAGE - from));
    const behind = Math.max(imageEnd, RUN_PAGE + IMAGE_PAGES + from);
    return [{ firstPage: RUN_PAGE + from, pages: before }, { firstPage: behind, pages: pages - before }];
  };
  const gaps = [
    ...[between(TEXT, RODATA), between(RODATA, DATA), between(DATA, BSS)].map(inImage),
    { firstPage: topPage, pages: TOP_GAP_PAGES },
    ...LOW_GAPS,
  ];
  const anchors = { top: ramPages, data: imagePage + DATA.firstPage, end: imagePage + BSS.firstPage + BSS.pages };
  const written = WRITTEN.map(([anchor, offset]) => anchors[anchor] + offset);
  return {
    buffer: present([...spread(pieced, gaps), ...inRuns(0, bufferPages - pieced)]),
    zeros: firstOf([...inRuns(bufferPages - pieced, tailZeroes), ...LOW_ZEROS, inImage(BSS_ZEROS)], zeroPages),
    resumePages: resumePagesOf(written, imagePage),
    kernelWritten: [...written.map((firstPage) => ({ firstPage, pages: 1 })), inImage(MORE_WRITTEN)],
  };
}

/** The layout that the harness recorded. The firmware's zero pages, the last ones of memory, are not in the record. */
export function recordedLayout({ totalPages }: QemuRun, guest: QemuGuestState): GuestLayout {
  const firmware = { firstPage: totalPages - FIRMWARE_ZEROS, pages: FIRMWARE_ZEROS };
  return {
    buffer: guest.buffer,
    zeros: [...guest.zeros, firmware],
    resumePages: guest.resumePages ?? [],
    ...writtenByKernel(guest),
  };
}

/**
 * The pages that kernel and program keep dirty outside the buffer, and those that only the comparison of a second shows. The
 * program's counters are beside the last page of the buffer: it writes to them for the first time after it has filled it.
 */
function writtenByKernel({ buffer, kernelDirty, kernelWritten }: QemuGuestState) {
  if (kernelDirty === undefined) return { kernelWritten };
  const last = buffer.at(-1)!;
  const end = last.firstPage + last.pages;
  const isCounter = ({ firstPage }: Extent) => Math.abs(firstPage - end) <= COUNTERS_WITHIN_PAGES;
  const outside = (extents: readonly Extent[], others: readonly Extent[]) =>
    singlePages(extents).filter(({ firstPage }) =>
      !others.some((other) => firstPage >= other.firstPage && firstPage < other.firstPage + other.pages)
    );
  const others = outside(kernelWritten, [...buffer, ...kernelDirty]);
  return {
    kernelWritten: [...outside(kernelDirty, buffer), ...others.filter(isCounter)],
    kernelWrittenSlowly: others.filter((page) => !isCounter(page)),
  };
}

function singlePages(extents: readonly Extent[]): Extent[] {
  return extents.flatMap(({ firstPage, pages }) =>
    Array.from({ length: pages }, (_, i) => ({ firstPage: firstPage + i, pages: 1 }))
  );
}

/** The layout of a guest too small for the one that was read off: the buffer, then the zero pages, no chain. */
function plainLayout(totalPages: number, bufferPages: number, zeroPages: number): GuestLayout {
  const firstPage = totalPages - bufferPages - zeroPages;
  return {
    buffer: [{ firstPage, pages: bufferPages }],
    zeros: present([{ firstPage: firstPage + bufferPages, pages: zeroPages }]),
    resumePages: [],
    kernelWritten: present([{ firstPage: 0, pages: Math.min(firstPage, WRITTEN.length + MORE_WRITTEN.pages) }]),
  };
}

/** `pages` pages in pieces spread evenly over `gaps`, which have room for them. */
function spread(pages: number, gaps: readonly Extent[]): Extent[] {
  const ranges = gaps.map(({ firstPage, pages }) => ({ from: firstPage, to: firstPage + pages }));
  const spare = pagesIn(gaps) - pages;
  return Array.from({ length: PIECES }, (_, i) => {
    const before = Math.floor(i * pages / PIECES);
    const at = before + Math.floor(i * spare / PIECES);
    const end = at + Math.floor((i + 1) * pages / PIECES) - before;
    return sliceExtents(ranges, at, end).map(({ from, to }) => ({ firstPage: from, pages: to - from }));
  }).flat();
}

/** The kernel's written pages in order, with code and read-only data evenly between them, then what was allocated. */
function resumePagesOf(written: readonly number[], imagePage: number): number[] {
  const read = Array.from({ length: READ_PAGES }, (_, i) => {
    const section = i % 4 === 3 ? RODATA : TEXT;
    return imagePage + section.firstPage + Math.floor((1 - i / READ_PAGES) * (section.pages - 1));
  });
  const chain: number[] = [];
  const total = written.length + read.length;
  for (let k = 0, w = 0, r = 0; k < total; k++) {
    const writes = w < written.length && w * total <= k * written.length;
    chain.push(writes ? written[w++] : read[r++]);
  }
  for (let i = ALLOCATED_TOUCHED; i > 0; i--) {
    chain.push(ALLOCATED.firstPage + Math.floor(i / (ALLOCATED_TOUCHED + 1) * ALLOCATED.pages));
  }
  return chain;
}

function between(before: Extent, behind: Extent): Extent {
  const firstPage = before.firstPage + before.pages;
  return { firstPage, pages: behind.firstPage - firstPage };
}

function pagesIn(extents: readonly Extent[]): number {
  return extents.reduce((sum, { pages }) => sum + pages, 0);
}

function present(extents: readonly Extent[]): Extent[] {
  return extents.filter(({ pages }) => pages > 0);
}

/** The first `count` pages of a list of extents. */
function firstOf(extents: readonly Extent[], count: number): Extent[] {
  let left = count;
  return present(extents.map(({ firstPage, pages }) => {
    const here = Math.min(left, pages);
    left -= here;
    return { firstPage, pages: here };
  }));
}

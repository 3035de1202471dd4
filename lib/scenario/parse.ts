import { MAX_PAGES } from "../bitmap/create.ts";
import { formatBytes } from "../text/format.ts";
import { complaint, mistake } from "../text/message.ts";
import { VM_FIELDS } from "./fields.ts";
import { HYPERVISOR_RULES } from "./hypervisors.ts";
import { PRESET_SCENARIOS } from "./presets.ts";
import { checkPoints } from "./check-points.ts";
import { extentsOf, rangeOf } from "./range.ts";
import { inputSchema } from "./schema.ts";
import type { Extent, LinkChange, Migration, Scenario, ScenarioInput, Vm, Workload } from "./types.ts";

const TASK = "read scenario";

/** The target page of x86, in which QEMU logs dirty memory (`migration/ram.c`). */
const QEMU_PAGE_BYTES = 4096;

/**
 * Checks a scenario and completes it: first from the preset, then from the rules of the hypervisor if the caller names one,
 * then from the caller's own fields.
 *
 * @throws {TypeError} if a field is missing, misspelled or of the wrong type
 * @throws {RangeError} if a value is out of range
 *
 * @example
 * ```ts
 * import { parseScenario } from "@pageferry/pageferry";
 * import { assertStrictEquals, assertThrows } from "@std/assert";
 *
 * const scenario = parseScenario({ vm: { memoryBytes: 2 ** 30 } });
 * assertStrictEquals(scenario.vm.pageBytes, 4096);
 * assertThrows(() => parseScenario({ vm: { memoryBytes: 1000 } }), RangeError);
 * ```
 */
export function parseScenario(input: ScenarioInput): Scenario {
  const checked = inputSchema.safeParse(input);
  if (!checked.success) throw complaint(checked.error, { task: TASK, input });
  const given = checked.data;
  const preset = PRESET_SCENARIOS[given.preset ?? "gigabit"];
  const vm = withMemory(over(preset.vm, given.vm));
  checkMemory(vm);
  const scenario: Scenario = {
    vm,
    workload: given.workload === undefined ? preset.workload(vm) : [given.workload].flat(),
    source: over(preset.source, given.source),
    destination: over(preset.destination, given.destination),
    network: over(preset.network, given.network),
    migration: over(rulesOf(preset.migration, given.migration), given.migration),
    seed: given.seed ?? preset.seed,
  };
  checkRanges(scenario);
  checkPageSizes(scenario);
  checkChanges("network.changes", scenario.network.changes);
  return scenario;
}

/** A copy of `fields` with those of `given`. A field of `given` that is `undefined` counts as missing. */
function over<T extends object>(fields: T, given: Partial<T> | undefined): T {
  const result = { ...fields };
  for (const name in given) {
    if (given[name] !== undefined) result[name] = given[name];
  }
  return result;
}

/** The preset's migration, under the rules of the hypervisor that the caller names. */
export function rulesOf(preset: Migration, { hypervisor = preset.hypervisor }: Partial<Migration> = {}): Migration {
  return hypervisor === preset.hypervisor ? preset : { ...preset, ...HYPERVISOR_RULES[hypervisor], hypervisor };
}

/** The memory size is the only field that a preset may leave open. */
function withMemory(vm: Omit<Vm, "memoryBytes"> & { memoryBytes?: number }): Vm {
  if (vm.memoryBytes !== undefined) return vm as Vm;
  const { error } = VM_FIELDS.memoryBytes.schema.safeParse(undefined);
  throw complaint(error!, { task: TASK, input: undefined, where: "vm.memoryBytes" });
}

/** Checks that the changes of a link come one after the other. */
function checkChanges(where: string, changes: readonly LinkChange[]): void {
  changes.forEach(({ seconds }, i) => {
    const before = changes[i - 1]?.seconds ?? -1;
    if (seconds <= before) throw mistake(TASK, `${where}.${i}.seconds`, `later than ${before}`, seconds);
  });
}

/** Checks that memory is whole pages and contains the zero pages. */
function checkMemory(vm: Vm): void {
  const pages = vm.memoryBytes / vm.pageBytes;
  if (!Number.isInteger(pages)) {
    throw mistake(TASK, "vm.memoryBytes", `a whole number of pages of ${vm.pageBytes} bytes`, vm.memoryBytes);
  }
  if (pages > MAX_PAGES) {
    throw mistake(
      TASK,
      "vm.memoryBytes",
      `at most 2^32 pages, ${formatBytes(MAX_PAGES * vm.pageBytes)}`,
      vm.memoryBytes,
    );
  }
  if (vm.zeroExtents !== null) checkExtents("vm.zeroExtents", vm.zeroExtents, pages);
  const beyond = vm.resumePages.find((page) => page >= pages);
  if (beyond !== undefined) throw mistake(TASK, "vm.resumePages", `within the VM's ${pages} pages`, beyond);
  if (vm.zeroPages > pages) {
    throw mistake(TASK, "vm.zeroPages", `at most the ${pages} pages of vm.memoryBytes`, vm.zeroPages);
  }
  if (vm.zeroFirstPage !== null && vm.zeroFirstPage + vm.zeroPages > pages) {
    const end = vm.zeroFirstPage + vm.zeroPages;
    throw mistake(TASK, "vm.zeroFirstPage + zeroPages", `within the VM's ${pages} pages`, end);
  }
}

/** Checks the page size under QEMU, and that memory is whole huge pages. */
function checkPageSizes({ vm, migration }: Scenario): void {
  const { pageBytes, hugePageBytes, memoryBytes } = vm;
  if (migration.hypervisor === "qemu" && pageBytes > QEMU_PAGE_BYTES) {
    const rule =
      `at most ${QEMU_PAGE_BYTES} under QEMU, which logs small pages; the size of huge pages is vm.hugePageBytes`;
    throw mistake(TASK, "vm.pageBytes", rule, pageBytes);
  }
  if (hugePageBytes === null) return;
  if (hugePageBytes < pageBytes) {
    throw mistake(TASK, "vm.hugePageBytes", `at least the ${pageBytes} bytes of vm.pageBytes, or null`, hugePageBytes);
  }
  if (memoryBytes % hugePageBytes !== 0) {
    throw mistake(TASK, "vm.memoryBytes", `a whole number of huge pages of ${hugePageBytes} bytes`, memoryBytes);
  }
}

/** Checks that runs of pages are within memory and do not overlap. */
function checkExtents(where: string, extents: readonly Extent[], pages: number): void {
  let end = 0;
  for (const extent of [...extents].sort((a, b) => a.firstPage - b.firstPage)) {
    if (extent.firstPage < end) throw mistake(TASK, where, "runs without a page in common", extent.firstPage);
    end = extent.firstPage + extent.pages;
  }
  if (end > pages) throw mistake(TASK, where, `within the VM's ${pages} pages`, end);
}

/** Checks that the extents of a workload stand alone and within memory. */
function checkScattered(part: Workload, extents: readonly Extent[], where: string, pages: number): void {
  for (const name of ["firstPage", "pages"] as const) {
    if (part[name] !== undefined) throw mistake(TASK, `${where}.${name}`, "left out if extents are given", part[name]);
  }
  if (extents.length === 0) throw mistake(TASK, `${where}.extents`, "a list of at least one run of pages", extents);
  checkExtents(`${where}.extents`, extents, pages);
  const count = extents.reduce((sum, extent) => sum + extent.pages, 0);
  if (part.kind === "sequential" && part.startPage !== undefined && part.startPage >= count) {
    throw mistake(TASK, `${where}.startPage`, `below the extents' ${count} pages`, part.startPage);
  }
}

/** Checks that the touches of a workload are given once. */
function checkTouches(part: Workload, where: string): void {
  if (part.kind === "trace" || part.touchesPerSecond === undefined) return;
  if (part.kind === "sequential") {
    if (part.writesPerSecond === 0) return;
    throw mistake(TASK, `${where}.writesPerSecond`, "0 if touchesPerSecond is given", part.writesPerSecond);
  }
  if (part.touchesPerWrite === undefined) return;
  throw mistake(TASK, `${where}.touchesPerWrite`, "left out if touchesPerSecond is given", part.touchesPerWrite);
}

/** Checks that the points of a curve ascend and stay within `pages`, or the frames of a trace ascend. */
function checkMeasured(part: Workload, where: string, pages: number): void {
  if (part.kind === "curve") return checkPoints(part.points, { task: TASK, where: `${where}.points`, pages });
  if (part.kind !== "trace") return;
  if (part.frames.length === 0) throw mistake(TASK, `${where}.frames`, "a list of at least one frame", part.frames);
  const late = part.frames.findIndex(({ seconds }, i) => i > 0 && seconds <= part.frames[i - 1].seconds);
  if (late < 0) return;
  throw mistake(TASK, `${where}.frames.${late}.seconds`, "later than the frame before", part.frames[late].seconds);
}

/** Checks that every workload writes within memory. */
function checkRanges({ vm, workload }: Scenario): void {
  const pages = vm.memoryBytes / vm.pageBytes;
  workload.forEach((part: Workload, i) => {
    checkTouches(part, `workload.${i}`);
    const count = extentsOf(part, vm).reduce((sum, { from, to }) => sum + to - from, 0);
    checkMeasured(part, `workload.${i}`, count);
    if (part.extents !== undefined) return checkScattered(part, part.extents, `workload.${i}`, pages);
    const { from, to } = rangeOf(part, vm);
    const end = part.pages === undefined ? from : to;
    if (end > pages || (end === from && from >= pages)) {
      throw mistake(TASK, `workload.${i}.firstPage + pages`, `within the VM's ${pages} pages`, end);
    }
    if (part.kind === "sequential" && part.startPage !== undefined && part.startPage >= Math.max(1, to - from)) {
      throw mistake(TASK, `workload.${i}.startPage`, `below the range's ${to - from} pages`, part.startPage);
    }
  });
}

import { traceArguments } from "./fault-trace.ts";
import type { Accelerator, MeasureWorkload } from "./types.ts";

/** Configuration of a QEMU. */
export interface MachineConfig {
  role: "source" | "destination";
  /** Path for the socket of its monitor; must not exist. */
  socketPath: string;
  /** Path for the trace of the destination's page requests. */
  tracePath: string;
  memoryMiB: number;
  vcpus: number;
  accelerator: Accelerator;
  kernelPath: string;
  initramfsPath: string;
  workload: MeasureWorkload;
}

/**
 * Returns QEMU's arguments for a machine with memory, processors and a serial console on standard output.
 *
 * Source and destination get the same machine. The destination also gets `-incoming defer`: it waits for the address to
 * listen at, because its capabilities must be set first. It also traces the pages that it requests.
 */
export function machineArguments(config: MachineConfig): string[] {
  return [
    ...["-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"],
    ...["-machine", "pc", "-accel", config.accelerator, "-smp", `${config.vcpus}`, "-m", `${config.memoryMiB}`],
    ...["-kernel", config.kernelPath, "-initrd", config.initramfsPath],
    ...["-append", kernelCommandLine(config.workload)],
    ...["-serial", "stdio", "-qmp", `unix:${config.socketPath},server=on,wait=off`],
    ...(config.role === "destination" ? ["-incoming", "defer", ...traceArguments(config.tracePath)] : []),
  ];
}

/**
 * Returns Linux's command line for a guest with this workload.
 *
 * Linux passes unknown words to PID 1 (`dirty.c`) as environment variables. A panic reboots at once, and
 * `-no-reboot` turns the reboot into the end of QEMU. The harness therefore notices a guest that cannot run at once.
 *
 * `nokaslr` puts the kernel at the same address in every boot.
 *
 * QEMU before 9.0 reads the dirty log without resetting TCG's translation buffer (fixed in its commit 03bfc2188f). Writes to
 * a page whose translation stays in the buffer are then missed, and a guest as idle as this one crashes at the destination
 * in about one of three runs. `pti=on` makes Linux drop all translations when it enters or leaves the kernel.
 */
export function kernelCommandLine(workload: MeasureWorkload): string {
  const words = [
    "console=ttyS0",
    "quiet",
    "panic=-1",
    "pti=on",
    "nokaslr",
    `pageferry_kind=${workload.kind}`,
    `pageferry_buffer_mib=${workload.bufferMiB}`,
    `pageferry_pages_per_second=${workload.pagesPerSecond}`,
  ];
  if (workload.kind === "hot-cold") {
    words.push(`pageferry_hot_fraction=${workload.hotFraction}`, `pageferry_hot_share=${workload.hotShare}`);
  }
  return words.join(" ");
}

import type { Accelerator } from "./types.ts";

/** What a QEMU is started with. */
export interface MachineConfig {
  /** Which end of the migration it is. */
  role: "source" | "destination";
  /** Path for its monitor's socket; must not exist. */
  socketPath: string;
  /** Guest memory, MiB. */
  memoryMiB: number;
  /** What executes the guest. */
  accelerator: Accelerator;
  /** Linux image to boot. */
  kernelPath: string;
  /** First file system, with the workload in it. */
  initramfsPath: string;
  /** Linux's command line. */
  kernelCommandLine: string;
}

/**
 * QEMU's command line: nothing but memory, one processor and a serial console on standard output.
 *
 * Source and destination must get the same, but for `-incoming`: the destination then waits to be told where to
 * listen, because its capabilities must be set before.
 */
export function machineArguments(config: MachineConfig): string[] {
  return [
    ...["-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"],
    ...["-machine", "pc", "-accel", config.accelerator, "-smp", "1", "-m", `${config.memoryMiB}`],
    ...["-kernel", config.kernelPath, "-initrd", config.initramfsPath, "-append", config.kernelCommandLine],
    ...["-serial", "stdio", "-qmp", `unix:${config.socketPath},server=on,wait=off`],
    ...(config.role === "destination" ? ["-incoming", "defer"] : []),
  ];
}

import type { QemuSocketState } from "../lib/qemu/types.ts";
import { runProgram } from "./programs.ts";
import { socketState } from "./socket-state.ts";

/** Address of the destination in its namespace, from the range reserved for documentation. */
export const DESTINATION_ADDRESS = "192.0.2.2";

const SOURCE_ADDRESS = "192.0.2.1";
const INTERFACE = "pageferry0";

/** Two network namespaces and a link between them. The source's side is shaped. */
export interface MigrationLink extends AsyncDisposable {
  /** Prefix of a command that runs at the source. */
  sourcePrefix: string[];
  /** Prefix of a command that runs at the destination. */
  destinationPrefix: string[];
  /** The state of the source's connection; `undefined` if there is none. */
  socket(): Promise<QemuSocketState | undefined>;
}

/** Options of a link. */
export interface LinkOptions {
  /** Rate that the source's side is shaped to, in 10^6 bit/s. */
  linkMbitPerSecond: number;
  /** Size of the source's TCP send buffer in bytes of kernel memory. Default: as Linux sizes it. */
  sendBufferBytes?: number;
}

/** Runs a program to its end, as {@linkcode runProgram} does. */
export type RunProgram = (name: string, args: string[]) => Promise<string>;

/**
 * Returns the commands that create the link, in order.
 *
 * Both ends are created inside the namespaces, so they are not visible outside and are deleted with the namespaces. Only the
 * shaper is configured, and the size of the send buffer if it is given; otherwise the kernel's defaults for TCP and queues are
 * part of the measurement.
 */
export function linkCommands(source: string, destination: string, options: LinkOptions): string[][] {
  const { linkMbitPerSecond, sendBufferBytes } = options;
  const rate = `${Math.round(linkMbitPerSecond * 1e6)}bit`;
  const end = (namespace: string, address: string) => [
    ["ip", "-n", namespace, "address", "add", `${address}/30`, "dev", INTERFACE],
    ["ip", "-n", namespace, "link", "set", INTERFACE, "up"],
  ];
  const veth = ["type", "veth", "peer", "name", INTERFACE, "netns", destination];
  const buffer = `net.ipv4.tcp_wmem=4096 ${sendBufferBytes} ${sendBufferBytes}`;
  const shaper = ["root", "tbf", "rate", rate, "burst", "256kb", "latency", "50ms"];
  return [
    ["ip", "netns", "add", source],
    ["ip", "netns", "add", destination],
    ["ip", "-n", source, "link", "add", INTERFACE, ...veth],
    ...end(source, SOURCE_ADDRESS),
    ...end(destination, DESTINATION_ADDRESS),
    ["tc", "-n", source, "qdisc", "add", "dev", INTERFACE, ...shaper],
    ...(sendBufferBytes === undefined ? [] : [["ip", "netns", "exec", source, "sysctl", "-q", "-w", buffer]]),
  ];
}

/**
 * Creates the link. Disposing of it calls {@linkcode removeLink}.
 *
 * `name` must be unique to the run. Needs root.
 *
 * @throws {MeasureError} if the kernel refuses; the parts created before are deleted
 */
export async function createLink(
  name: string,
  options: LinkOptions,
  run: RunProgram = runProgram,
): Promise<MigrationLink> {
  const { source, destination } = namespaces(name);
  try {
    const commands = linkCommands(source, destination, options);
    for (const [program, ...args] of commands) await run(program, args);
  } catch (error) {
    await removeLink(name, run);
    throw error;
  }
  return {
    sourcePrefix: inside(source),
    destinationPrefix: inside(destination),
    socket: async () => socketState(await run("ip", ["netns", "exec", source, "ss", "-tmiH"])),
    [Symbol.asyncDispose]: () => removeLink(name, run),
  };
}

/**
 * Deletes the parts of a link that exist. A namespace with a process in it continues to exist until the process ends.
 *
 * @throws {MeasureError} if the kernel refuses
 */
export async function removeLink(name: string, run: RunProgram = runProgram): Promise<void> {
  const { source, destination } = namespaces(name);
  await removeNamespace(source, run);
  await removeNamespace(destination, run);
}

function namespaces(name: string): { source: string; destination: string } {
  return { source: `${name}-source`, destination: `${name}-destination` };
}

/** The kernel kills the command when the harness is killed. Otherwise QEMU would run on and use a core. */
function inside(namespace: string): string[] {
  return ["ip", "netns", "exec", namespace, "setpriv", "--pdeathsig", "KILL", "--"];
}

async function removeNamespace(name: string, run: RunProgram): Promise<void> {
  try {
    await run("ip", ["netns", "delete", name]);
  } catch (error) {
    // The namespace does not exist: it was never created, or is already deleted.
    if (!/No such file or directory/.test((error as Error).message)) throw error;
  }
}

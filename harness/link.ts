import { runProgram } from "./programs.ts";

/** Address of the destination inside its namespace, from the range kept for documentation. */
export const DESTINATION_ADDRESS = "192.0.2.2";

const SOURCE_ADDRESS = "192.0.2.1";
const INTERFACE = "pageferry0";

/** Two network namespaces joined by a link whose source side is shaped. */
export interface MigrationLink extends AsyncDisposable {
  /** Words to put before a command so that it runs at the source. */
  sourcePrefix: string[];
  /** Words to put before a command so that it runs at the destination. */
  destinationPrefix: string[];
}

/** Runs one program to its end, as {@linkcode runProgram} does. */
export type RunProgram = (name: string, args: string[]) => Promise<string>;

/**
 * The commands that make the link, in order.
 *
 * Both ends are born inside the namespaces, so nothing of it is ever seen outside and deleting those deletes it. Only
 * the shaper is set: the kernel's TCP and queue defaults are part of what is measured.
 *
 * @example
 * ```ts
 * import { linkCommands } from "./link.ts";
 * const shaper = linkCommands("a", "b", 0.5).at(-1)!.join(" ");
 * console.assert(shaper === "tc -n a qdisc add dev pageferry0 root tbf rate 500000bit burst 256kb latency 50ms");
 * ```
 */
export function linkCommands(source: string, destination: string, linkMbitPerSecond: number): string[][] {
  const rate = `${Math.round(linkMbitPerSecond * 1e6)}bit`;
  const end = (namespace: string, address: string) => [
    ["ip", "-n", namespace, "address", "add", `${address}/30`, "dev", INTERFACE],
    ["ip", "-n", namespace, "link", "set", INTERFACE, "up"],
  ];
  const veth = ["type", "veth", "peer", "name", INTERFACE, "netns", destination];
  const shaper = ["root", "tbf", "rate", rate, "burst", "256kb", "latency", "50ms"];
  return [
    ["ip", "netns", "add", source],
    ["ip", "netns", "add", destination],
    ["ip", "-n", source, "link", "add", INTERFACE, ...veth],
    ...end(source, SOURCE_ADDRESS),
    ...end(destination, DESTINATION_ADDRESS),
    ["tc", "-n", source, "qdisc", "add", "dev", INTERFACE, ...shaper],
  ];
}

/**
 * Makes the link; disposing of it is {@linkcode removeLink}.
 *
 * `name` must be this run's own. Needs root.
 *
 * @throws {MeasureError} if the kernel refuses; what had been made is gone again.
 */
export async function createLink(
  name: string,
  linkMbitPerSecond: number,
  run: RunProgram = runProgram,
): Promise<MigrationLink> {
  const { source, destination } = namespaces(name);
  try {
    const commands = linkCommands(source, destination, linkMbitPerSecond);
    for (const [program, ...args] of commands) await run(program, args);
  } catch (error) {
    await removeLink(name, run);
    throw error;
  }
  return {
    sourcePrefix: inside(source),
    destinationPrefix: inside(destination),
    [Symbol.asyncDispose]: () => removeLink(name, run),
  };
}

/**
 * Deletes the link of this name as far as it exists; no process may be left in its namespaces, or they live on.
 *
 * @throws {MeasureError} if the kernel refuses.
 */
export async function removeLink(name: string, run: RunProgram = runProgram): Promise<void> {
  const { source, destination } = namespaces(name);
  await removeNamespace(source, run);
  await removeNamespace(destination, run);
}

function namespaces(name: string): { source: string; destination: string } {
  return { source: `${name}-source`, destination: `${name}-destination` };
}

/** Children that outlive a killed harness would go on burning a core: the kernel kills them with it. */
function inside(namespace: string): string[] {
  return ["ip", "netns", "exec", namespace, "setpriv", "--pdeathsig", "KILL", "--"];
}

async function removeNamespace(name: string, run: RunProgram): Promise<void> {
  try {
    await run("ip", ["netns", "delete", name]);
  } catch (error) {
    // It was never made, or someone deleted it already: either way it is not there.
    if (!/No such file or directory/.test((error as Error).message)) {
      throw error;
    }
  }
}

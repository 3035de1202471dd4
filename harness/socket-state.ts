import type { QemuSocketState } from "../lib/qemu/types.ts";

/**
 * Returns the state of the established connection with the most queued data, from the output of `ss -tmiH`;
 * `undefined` if there is none.
 */
export function socketState(output: string): QemuSocketState | undefined {
  // A line that begins with a space continues the connection before it.
  const connections = output.replace(/\n\s+/g, " ").split("\n").filter((line) => line.startsWith("ESTAB"));
  const states = connections.map(stateOf);
  return states.sort((a, b) => b.queuedBytes - a.queuedBytes)[0];
}

function stateOf(text: string): QemuSocketState {
  const number = (pattern: RegExp) => Number(text.match(pattern)?.[1] ?? 0);
  return {
    algorithm: text.match(/skmem:\([^)]*\) (?:ts |sack |ecn |ecnseen |fastopen )*(\w+)/)?.[1] ?? "",
    windowSegments: number(/ cwnd:(\d+)/),
    roundTripMs: number(/ rtt:([\d.]+)/),
    bufferBytes: number(/skmem:\([^)]*\btb(\d+)/),
    queuedBytes: number(/skmem:\([^)]*\bw(\d+)/),
    unsentBytes: number(/ notsent:(\d+)/),
  };
}

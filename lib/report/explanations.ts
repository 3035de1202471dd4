/** What each parameter is, by the last part of its path; the calibration may say more. */
const MEANINGS: Record<string, string> = {
  copyBytesPerSecond: "The most that a host can map, copy and hand to the network.",
  roundSeconds: "Fixed cost of one round.",
  walkSecondsPerPage: "Cost of looking at one page of the bitmap.",
  dirtyLogReadSeconds: "Cost of reading the dirty log once; the guest is paused meanwhile.",
  dirtyLogReadSecondsPerPage: "What that costs more for each page of guest memory.",
  peekSeconds: "Cost of one peek at the dirty log before a batch; the guest is paused meanwhile.",
  batchSeconds: "Cost of one batch beside its pages, whichever engine sends it.",
  suspendSeconds: "From the decision to stop until the guest has stopped.",
  resumeSeconds: "From the last byte of state until the guest runs at the destination.",
  markAbsentSecondsPerPage: "Cost of marking one dirty page absent at the destination, before resume.",
  faultSeconds: "Cost of one demand fault outside the network.",
  bandwidthBitsPerSecond: "Raw bit rate of the link: Gigabit Ethernet, as published.",
  framingEfficiency: "Share of the bit rate that Ethernet, IP and TCP headers leave.",
  latencySeconds: "One-way latency of the link.",
  queueBytes: "Bytes that socket and switch may hold ahead of the wire.",
  queueGrownBytes: "What this queue grows to while memory is sent in bulk; QEMU's rules alone has it grow.",
  queueGrowthSeconds: "Time constant of that growth.",
  burstSeconds: "Pages arrive in bursts this far apart; 0: one by one.",
  linkQueueBytes: "Bytes that wait in the link, which a demand page cannot overtake.",
  otherTrafficShare: "Share of the link that other traffic takes.",
  pushIntervalSeconds: "Stage three: time between active pushes; 0 pushes without a pause.",
  pushPages: "Stage three: pages per active push, when there is an interval.",
  prepullPages: "Stage three: absent neighbors that a demand page brings along.",
  stateBytes: "CPU and device state, sent while the guest runs nowhere.",
  hotPages: "Pages that are written all the time, whatever the size of memory.",
  hotWritesPerPageSecond: "How often each of these is written.",
  sweptFraction: "The buffer that memtester sweeps, as a fraction of the other memory.",
  sweptPagesPerSecond: "Pages per second that the sweep writes, whatever the size of the buffer.",
};

/** Explains the parameter at a path: what the calibration says of it, else what such a parameter is. */
export function explain(path: string, explanations: unknown): string {
  return textOf(lookUp(path, explanations)) || (MEANINGS[path.split(".").at(-1)!] ?? "");
}

/** Finds what is said about a path: in a list of `{ path }`, under the path itself, or nested along it. */
function lookUp(path: string, explanations: unknown): unknown {
  if (Array.isArray(explanations)) return explanations.find((one) => one?.path === path);
  if (typeof explanations !== "object" || explanations === null) return undefined;
  const flat = (explanations as Record<string, unknown>)[path];
  return flat ?? path.split(".").reduce<unknown>(
    (at, key) => typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    explanations,
  );
}

function textOf(said: unknown): string {
  if (typeof said === "string") return said;
  if (typeof said !== "object" || said === null) return "";
  const { why, explanation } = said as Record<string, unknown>;
  return typeof why === "string" ? why : typeof explanation === "string" ? explanation : "";
}

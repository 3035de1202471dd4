import * as z from "zod/mini";
import { numberSchema, objectSchema } from "../scenario/field.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { LinkChange, Scenario, ScenarioInput } from "../scenario/types.ts";
import { complaint, mistake } from "../text/message.ts";
import { PLATFORM_POLICIES } from "./policies.ts";
import type { Resource } from "./shares.ts";
import type { DrainHost, DrainLink, DrainPlan, DrainPolicy, DrainVm, PlatformName } from "./types.ts";

const TASK = "read plan";

/** One VM of a plan, complete. */
export interface PlannedVm {
  name: string;
  source: string;
  destination: string;
  scenario: Scenario;
  startSeconds: number;
  weight: number;
  /** What its pages cross: resources of {@linkcode CheckedPlan.resources}, and the units of each that a bit takes. */
  uses: { resource: Resource; unitsPerBit: number }[];
}

/** A resource whose capacity changes. */
export interface ResourceChange {
  resource: Resource;
  seconds: number;
  capacity: number;
}

/** A plan without gaps. */
export interface CheckedPlan {
  policy: DrainPolicy;
  vms: PlannedVm[];
  /** In order of time. */
  changes: ResourceChange[];
}

const ORDERS = ["listed", "largest-first", "smallest-first", "calmest-first"] as const;
const seconds = { min: 0, max: 1e9, unit: "seconds" };
const rate = numberSchema({ min: 0, max: 1e15, unit: "bits per second" });
const limit = z.optional(z.nullable(numberSchema({ min: 1, max: 1e6, whole: true })));
const name = z.string("a name").check(z.minLength(1, "a name"));
const names = z.union([name, z.array(name, "a name or a list of names").check(z.minLength(1, "a name"))]);
const scenario = z.optional(z.unknown());
const changes = z.optional(z.array(
  objectSchema({
    seconds: numberSchema(seconds),
    bandwidthBitsPerSecond: rate,
    otherTrafficShare: z.optional(numberSchema({ min: 0, below: 1 })),
  }),
  "a list of changes of the link",
));
const host = objectSchema({
  bandwidthBitsPerSecond: z.optional(rate),
  copyBytesPerSecond: z.optional(numberSchema({ above: 0, max: 1e15, unit: "bytes per second" })),
  changes,
});
const vm = objectSchema({
  name: z.optional(name),
  count: z.optional(numberSchema({ min: 1, max: 100_000, whole: true })),
  source: z.optional(name),
  destination: z.optional(names),
  scenario,
  weight: z.optional(numberSchema({ above: 0, max: 1e6 })),
  startSeconds: z.optional(numberSchema(seconds)),
});
const planSchema = objectSchema({
  platform: z.optional(z.enum(Object.keys(PLATFORM_POLICIES))),
  scenario,
  source: z.optional(name),
  destination: z.optional(names),
  hosts: z.optional(z.record(z.string(), host)),
  link: z.optional(objectSchema({ bandwidthBitsPerSecond: rate, changes })),
  parallelPerSource: limit,
  parallelPerDestination: limit,
  parallel: limit,
  order: z.optional(z.enum(ORDERS)),
  retries: z.optional(numberSchema({ min: 0, max: 1000, whole: true })),
  retrySeconds: z.optional(numberSchema(seconds)),
  timeoutSecondsPerGiB: z.optional(z.nullable(numberSchema({ above: 0, max: 1e9, unit: "seconds" }))),
  vms: z.array(vm, "a list of VMs").check(z.minLength(1, "a list of at least one VM")),
});

/**
 * Checks a plan and completes it.
 *
 * @throws {TypeError | RangeError} if a field is missing, misspelled or out of range, a host is unknown, a name is not
 *   unique, or a link is down for ever
 */
export function parsePlan(plan: DrainPlan): CheckedPlan {
  const checked = planSchema.safeParse(plan);
  if (!checked.success) throw complaint(checked.error, { task: TASK, input: plan });
  const { sources: _, ...platform } = PLATFORM_POLICIES[plan.platform ?? "virsh" as PlatformName];
  const given = Object.entries(plan).filter(([name, value]) => name in platform && value !== undefined);
  const policy: DrainPolicy = { ...platform, ...Object.fromEntries(given) };
  const links = new Links(plan);
  const vms = plan.vms.flatMap((vm, i) => alike(plan, vm, `vms.${i}`, links));
  const seen = new Set<string>();
  for (const { name } of vms) {
    if (seen.has(name)) throw mistake(TASK, "vms", "VMs with names of their own", name);
    seen.add(name);
  }
  return { policy, vms, changes: links.changes.sort((a, b) => a.seconds - b.seconds) };
}

/** The VMs of one entry of the plan. */
function alike(plan: DrainPlan, vm: DrainVm, where: string, links: Links): PlannedVm[] {
  const { count = 1, source = plan.source ?? "source", weight = 1, startSeconds = 0 } = vm;
  const destinations = [vm.destination ?? plan.destination ?? "destination"].flat();
  return Array.from({ length: count }, (_, k) => {
    const name = count === 1 ? vm.name ?? "vm" : `${vm.name ?? "vm"}-${k + 1}`;
    const destination = destinations[k % destinations.length];
    if (destination === source) {
      throw mistake(TASK, `${where}.destination`, "another host than the source", destination);
    }
    const input = over(plan.scenario, vm.scenario);
    const seed = input.seed ?? "drain";
    const parsed = parseScenario({ ...input, seed: plan.vms.length === 1 && count === 1 ? seed : `${seed}/${name}` });
    if (parsed.network.changes.length > 0) {
      throw mistake(TASK, "scenario.network.changes", "left out: hosts and link have changes", parsed.network.changes);
    }
    const { uses, bandwidthBitsPerSecond } = links.path(parsed, { source, destination, where });
    const scenario = { ...parsed, network: { ...parsed.network, bandwidthBitsPerSecond } };
    return { name, source, destination, scenario, startSeconds, weight, uses };
  });
}

/** One scenario over another, part by part. */
function over(base: ScenarioInput = {}, more: ScenarioInput = {}): ScenarioInput {
  const merged: Record<string, unknown> = { ...base };
  for (const [part, value] of Object.entries(more)) {
    const below = merged[part];
    const isPart = part !== "workload" && typeof value === "object" && typeof below === "object";
    merged[part] = isPart ? { ...below, ...value } : value;
  }
  return merged as ScenarioInput;
}

/** The hosts and the link of a plan as resources, each made once. */
class Links {
  readonly changes: ResourceChange[] = [];
  readonly #plan: DrainPlan;
  readonly #resources: Map<string, Resource> = new Map();

  constructor(plan: DrainPlan) {
    this.#plan = plan;
  }

  /** What a VM's pages cross, and the rate that the path has for one VM alone. */
  path(scenario: Scenario, { source, destination, where }: { source: string; destination: string; where: string }) {
    const { hosts, link } = this.#plan;
    const { network } = scenario;
    const payload = network.framingEfficiency * (1 - network.otherTrafficShare) / 8;
    const uses: PlannedVm["uses"] = [];
    for (const [side, name] of Object.entries({ source, destination })) {
      if (hosts !== undefined && !Object.hasOwn(hosts, name)) {
        throw mistake(TASK, `${where}.${side}`, `one of ${Object.keys(hosts).join(", ")}`, name);
      }
      const host: DrainHost = hosts?.[name] ?? {};
      const { bandwidthBitsPerSecond = network.bandwidthBitsPerSecond, changes, copyBytesPerSecond } = host;
      const card = { bandwidthBitsPerSecond, changes };
      uses.push({ resource: this.#resource(`${side} ${name}`, `hosts.${name}`, card), unitsPerBit: 1 });
      if (copyBytesPerSecond === undefined) continue;
      const copy = this.#resource(`copy ${name}`, `hosts.${name}`, { bandwidthBitsPerSecond: copyBytesPerSecond });
      uses.push({ resource: copy, unitsPerBit: payload });
    }
    if (link !== undefined) uses.push({ resource: this.#resource("link", "link", link), unitsPerBit: 1 });
    const rates = uses.map(({ resource, unitsPerBit }) => resource.capacity / unitsPerBit);
    return { uses, bandwidthBitsPerSecond: Math.min(...rates) };
  }

  #resource(key: string, where: string, { bandwidthBitsPerSecond, changes = [] }: DrainLink): Resource {
    const known = this.#resources.get(key);
    if (known !== undefined) return known;
    checkLink(where, bandwidthBitsPerSecond, changes);
    const resource = { capacity: bandwidthBitsPerSecond };
    for (const { seconds, bandwidthBitsPerSecond, otherTrafficShare = 0 } of changes) {
      this.changes.push({ resource, seconds, capacity: bandwidthBitsPerSecond * (1 - otherTrafficShare) });
    }
    this.#resources.set(key, resource);
    return resource;
  }
}

function checkLink(where: string, bandwidthBitsPerSecond: number, changes: readonly LinkChange[]): void {
  changes.forEach(({ seconds }, i) => {
    const before = changes[i - 1]?.seconds ?? -1;
    if (seconds <= before) throw mistake(TASK, `${where}.changes.${i}.seconds`, `later than ${before}`, seconds);
  });
  if (bandwidthBitsPerSecond === 0 && !changes.some((change) => change.bandwidthBitsPerSecond > 0)) {
    throw mistake(TASK, `${where}.bandwidthBitsPerSecond`, "above 0 at some time", 0);
  }
}

import { hostname } from "node:os";
import { join } from "@std/path";
import { VERSION } from "../lib/text/version.ts";
import { provenanceName, type SweepFolder, writeWhole } from "./folder.ts";
import type { Shard } from "./shard-of.ts";

/** One run of a process on a shard. */
export interface ShardRun {
  host: string;
  /** The time of its start, as ISO 8601. */
  started: string;
  wallSeconds: number;
  workers: number;
  /** Tasks that it simulated. */
  tasks: number;
}

/** How a shard was made. */
export interface ShardProvenance {
  planHash: string;
  /** Version of the package. */
  version: string;
  deno: string;
  /** The runs that ended in order. A run that was killed is missing. */
  runs: ShardRun[];
}

/** The name of this host, or "unknown" without the permission to read it. */
export function hostName(): string {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "hostname" });
  return state === "granted" ? hostname() : "unknown";
}

/** Reads how a shard was made. Without this file, or with a damaged one, the shard has the right records all the same. */
export async function readProvenance(folder: SweepFolder, shard: Shard): Promise<ShardProvenance | undefined> {
  const name = provenanceName(shard);
  try {
    const provenance = JSON.parse(await Deno.readTextFile(join(folder.path, name)));
    if (typeof provenance.version === "string" && provenance.runs.every(isRun)) return provenance;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
  }
  folder.onWarning?.(`Cannot read ${folder.shown}/${name}: the hosts and times of earlier runs are lost`);
  return undefined;
}

function isRun({ host, wallSeconds }: ShardRun): boolean {
  return typeof host === "string" && typeof wallSeconds === "number";
}

/**
 * How a shard was made so far, for another run of it. Without earlier runs, it is empty.
 *
 * @throws {TypeError} in one line if another version of the package began it: its results may differ
 */
export async function resumeProvenance(folder: SweepFolder, shard: Shard): Promise<ShardProvenance> {
  const { version = VERSION, runs = [] } = await readProvenance(folder, shard) ?? {};
  if (version === VERSION) return { planHash: folder.hash, version, deno: Deno.version.deno, runs };
  throw new TypeError(
    `Cannot sweep into ${folder.shown}: version ${version} began it, and this is ${VERSION}; use a new folder`,
  );
}

/** Replaces the file about a shard's runs. */
export async function writeProvenance(folder: SweepFolder, shard: Shard, provenance: ShardProvenance): Promise<void> {
  await writeWhole(join(folder.path, provenanceName(shard)), `${JSON.stringify(provenance, null, 2)}\n`);
}

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

/**
 * Reads how a shard was made so far, for another run of it. Without earlier runs, it is empty.
 *
 * @throws {TypeError} in one line if another version of the package began it: its results may differ
 */
export async function readProvenance(folder: SweepFolder, shard: Shard): Promise<ShardProvenance> {
  const now = { planHash: folder.hash, version: VERSION, deno: Deno.version.deno, runs: [] };
  try {
    const earlier = JSON.parse(await Deno.readTextFile(join(folder.path, provenanceName(shard)))) as ShardProvenance;
    if (earlier.version === VERSION) return { ...now, runs: earlier.runs };
    throw new TypeError(
      `Cannot sweep into ${folder.shown}: version ${earlier.version} began it, and this is ${VERSION}; use a new folder`,
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return now;
    throw error;
  }
}

/** Replaces the file about a shard's runs. */
export async function writeProvenance(folder: SweepFolder, shard: Shard, provenance: ShardProvenance): Promise<void> {
  await writeWhole(join(folder.path, provenanceName(shard)), `${JSON.stringify(provenance, null, 2)}\n`);
}

import { fileURLToPath } from "node:url";
import { type Row, rowOf, type Timing } from "./timing.ts";

/** Measures each migration in a process of its own, to measure its memory too. */
export async function measureMigrations(names: readonly string[], progress: (text: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    progress(name);
    const { medianSeconds, pages, residentMiB } = await measureOne(name);
    rows.push(rowOf(name, pages, medianSeconds, { residentMiB }));
  }
  return rows;
}

async function measureOne(name: string): Promise<Timing> {
  const script = fileURLToPath(new URL("one-migration.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    // Reading the peak memory of a process requires all permissions.
    args: ["run", "-q", "-A", script, name],
  }).output();
  if (!success) throw new Error(`Cannot measure ${name}: ${new TextDecoder().decode(stderr).trim()}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

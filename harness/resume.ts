import { parseQemuRun } from "../lib/qemu/parse.ts";
import { wasQuiet } from "../lib/qemu/repeats.ts";
import type { QemuRun } from "../lib/qemu/types.ts";
import { runId } from "./describe-run.ts";
import { MeasureError } from "./errors.ts";
import type { MeasureRun } from "./types.ts";

/**
 * Returns a test for the repeats of runs that the table at `path` has. Runs during which the machine was busy do not count.
 * A table that does not exist is empty.
 *
 * @throws {MeasureError} if a line is not a measured run
 */
export async function measuredIn(path: string): Promise<(run: MeasureRun, repeat: number) => boolean> {
  const text = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  const runs = text.split("\n").flatMap((line, i): QemuRun[] => {
    if (line === "") return [];
    try {
      return [parseQemuRun(JSON.parse(line), `line ${i + 1}`)];
    } catch (error) {
      throw new MeasureError("input", `cannot continue the table ${path}: ${(error as Error).message}`);
    }
  });
  const done = new Set(runs.filter(wasQuiet).map((run) => nameOf(run.id, run.capabilities, run.repeat)));
  return (run, repeat) => done.has(nameOf(runId(run), run.capabilities, repeat));
}

function nameOf(id: string, capabilities: string[] = [], repeat = 1): string {
  return [id, ...capabilities, repeat].join(" ");
}

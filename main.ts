/**
 * The command line: `deno run main.ts COMMAND`, or `deno task COMMAND`.
 *
 * @module
 */
import { runCommandLine } from "./cli/run.ts";
import { processIo } from "./shell/io.ts";

if (import.meta.main) Deno.exitCode = await runCommandLine(Deno.args, processIo());

import { didYouMean } from "../lib/text/did-you-mean.ts";
import { COMMANDS } from "./commands.ts";
import type { CommandIo } from "./io.ts";
import { oneLine } from "../lib/text/one-line.ts";

/** Exit code for bad input, and for whatever else keeps a command from its result. */
const BAD_INPUT = 2;

/**
 * Runs the command that the arguments name and returns its exit code: 0 done, 1 a claim or check did not hold, 2 bad
 * input, told in one line.
 */
export async function runCommandLine(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === "--help" || name === "-h" || name === "help") {
      io.print(help());
      return 0;
    }
    if (name === undefined || !Object.hasOwn(COMMANDS, name)) throw new TypeError(unknownCommand(name));
    const { run } = await COMMANDS[name].load();
    return await run(rest, io);
  } catch (error) {
    io.showProgress?.("");
    const message = oneLine(error instanceof Error ? error.message : String(error));
    io.complain(`${message.startsWith("Cannot ") ? message : `Cannot ${name}: ${message}`}\n`);
    return BAD_INPUT;
  }
}

function unknownCommand(name: string | undefined): string {
  const names = Object.keys(COMMANDS);
  const hint = name === undefined ? "" : didYouMean(name, names);
  return `Cannot run: the command must be one of ${names.join(", ")}, got ${name ?? "nothing; see --help"}${hint}`;
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Pageferry: a laboratory for live migration of virtual machines.

Usage: deno task COMMAND [flags]

${lines.join("\n")}

deno task COMMAND --help tells more. Exit code: 0 done, 1 a claim or check did not
hold, 2 bad input.
`;
}

// @ts-types="@types/d3-array"
import { max } from "d3-array";
import { didYouMean } from "../lib/text/did-you-mean.ts";
import { VERSION } from "../lib/text/version.ts";
import { reporting, runCommand } from "../shell/command.ts";
import type { CommandIo } from "../shell/io.ts";
import { COMMANDS } from "./commands.ts";

/**
 * Runs the command that the words name and returns its exit code: 0 done, 1 a claim or check does not hold, 2 bad input,
 * reported in one line.
 */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = words;
  return await reporting(io, async () => {
    if (name === "--help" || name === "-h" || name === "help") {
      io.print(help());
      return 0;
    }
    if (name === "--version") {
      io.print(`pageferry ${VERSION}\n`);
      return 0;
    }
    if (name === undefined) throw new TypeError("missing command; see --help");
    if (!Object.hasOwn(COMMANDS, name)) {
      throw new TypeError(`unknown command: ${name}${didYouMean(name, Object.keys(COMMANDS)) || "; see --help"}`);
    }
    const { command } = await COMMANDS[name].load();
    return await runCommand(command, rest, io);
  });
}

function help(): string {
  const width = max(Object.keys(COMMANDS), (name) => name.length)!;
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Pageferry: a page-level simulator of VM live migration.

Usage: deno task COMMAND [flags]

${lines.join("\n")}

Run deno task COMMAND --help for its flags. Exit code: 0 done, 1 a claim or check does
not hold, 2 bad input.
`;
}

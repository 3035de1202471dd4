import { oneLine } from "../lib/text/one-line.ts";
import { VERSION } from "../lib/text/version.ts";
import { type Flags, type FlagValues, parseFlags } from "./flags.ts";
import { type CommandDescription, helpOf } from "./help.ts";
import type { CommandIo } from "./io.ts";

/** A command: its table of flags, from which the help is generated, and its function. */
export interface Command<F extends Flags = Flags> extends CommandDescription<F> {
  /** Runs the command and returns the exit code. */
  run(values: FlagValues<F>, io: CommandIo): number | Promise<number>;
}

/** The exit code for bad input, and for any other error. */
const BAD_INPUT = 2;

/** Defines a command. The types of its values follow from its flags. */
export function defineCommand<F extends Flags>(command: Command<F>): Command {
  return command as unknown as Command;
}

/** Runs a command and returns its exit code. An error becomes one line and code 2. */
export async function runCommand(command: Command, words: readonly string[], io: CommandIo): Promise<number> {
  return await reporting(io, async () => {
    if (words.includes("--help") || words.includes("-h")) {
      io.print(helpOf(command));
      return 0;
    }
    if (words[0] === "--version") {
      io.print(`pageferry ${VERSION}\n`);
      return 0;
    }
    return await command.run(parseFlags(words, command.flags), io);
  });
}

/** Reports an error of `run` in one line and returns 2 for it. */
export async function reporting(io: CommandIo, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    io.showProgress("");
    const missing = error instanceof Deno.errors.NotCapable ? "missing permission: " : "";
    io.complain(`${missing}${oneLine(error instanceof Error ? error.message : String(error))}\n`);
    return BAD_INPUT;
  }
}

import { measureCommand } from "../measure/command.ts";

/** The command `measure`: it brings its own flags, help and messages. */
export function run(args: string[]): Promise<number> {
  return measureCommand(args);
}

import { measureCommand, processEnvironment } from "../harness/command.ts";
import { callerPath } from "./caller-path.ts";

/** The command `measure`: it brings its own flags, help and messages. */
export function run(args: string[]): Promise<number> {
  return measureCommand(args, { ...processEnvironment(), callerPath });
}

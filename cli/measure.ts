import { measureCommand } from "../harness/command.ts";

/** The command `measure`. */
export const command = measureCommand();

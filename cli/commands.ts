import type { Command } from "../shell/command.ts";

/** A command as the command line lists it. */
export interface CommandEntry {
  /** One line of the help. */
  summary: string;
  /** Loads the command. Only the command that runs is loaded, so each starts as fast as its own imports. */
  load(): Promise<{ command: Command }>;
}

/** Every command by name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  simulate: { summary: "simulate one migration", load: () => import("./simulate.ts") },
  sweep: { summary: "simulate every combination of a plan's axes", load: () => import("./sweep.ts") },
  drain: { summary: "simulate the migrations that empty a host", load: () => import("./drain.ts") },
  merge: { summary: "merge the shards of a sweep to one file", load: () => import("./merge.ts") },
  predict: { summary: "predict a VM's migration from its dirty rate", load: () => import("./predict.ts") },
  advise: { summary: "find the cheapest settings that meet a target", load: () => import("./advise.ts") },
  profile: { summary: "measure the dirty rate of a running QEMU", load: () => import("./profile.ts") },
  presets: { summary: "list the platforms and their limits", load: () => import("./presets.ts") },
  reproduce: { summary: "reproduce the paper's Figures 4 and 5", load: () => import("./reproduce.ts") },
  explorer: { summary: "write the explorer, an interactive page, and open it", load: () => import("./explorer.ts") },
  problems: { summary: "print exercises of the course", load: () => import("./problems.ts") },
  validate: { summary: "predict measured migrations and report the errors", load: () => import("./validate.ts") },
  calibrate: { summary: "search for the paper's parameters", load: () => import("./calibrate.ts") },
  measure: { summary: "measure real migrations under QEMU", load: () => import("./measure.ts") },
};

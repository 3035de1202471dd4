/** What a command may do to the world; handed in, so that a command can be tried without a process around it. */
export interface CommandIo {
  /** The bytes of a file as the caller names it, or of standard input for `"-"`. Throws what the system says. */
  readFile(path: string): Promise<Uint8Array>;
  /** Writes results to standard output. */
  print(text: string): void;
  /** Writes what went wrong to standard error. */
  complain(text: string): void;
  /** Shows how far a command is, over what it showed before; `""` takes it away, also at a new stage. Absent where nobody looks. */
  showProgress?: (text: string) => void;
  /** Puts texts by file name into a folder: all of them or none. Throws what the system says. */
  writeFiles(folder: string, files: ReadonlyMap<string, string>): void;
  /** Where a path leads that the caller typed, from here. */
  callerPath(path: string): string;
}

/** What a command's module exports as `run`: takes its arguments and returns the exit code. */
export type RunCommand = (args: string[], io: CommandIo) => number | Promise<number>;

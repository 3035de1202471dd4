import { resolve } from "@std/path";
import { paceText, progressBar } from "../lib/text/progress-bar.ts";
import { throttled } from "./throttled.ts";
import { writeFiles } from "./write-files.ts";

/** The input and output of a command. It is a parameter, so tests run commands without a process. */
export interface CommandIo {
  /** Opens a file by the path that the caller typed; `"-"` is standard input. Throws the system's errors. */
  openFile(path: string): Promise<ReadableStream<Uint8Array>>;
  /** Writes results to standard output. */
  print(text: string): void;
  /** Writes an error or a warning to standard error. */
  complain(text: string): void;
  /** Replaces the progress line on a terminal; `""` removes it. */
  showProgress(text: string): void;
  /** Writes files to a folder, given their content by name: all of them or none. Throws the system's errors. */
  writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void>;
  /** The real path of a path that the caller typed. */
  callerPath(path: string): string;
  /** The value of an environment variable; nothing without the permission to read it. */
  environment(name: string): string | undefined;
}

/** The input and output of this process. */
export function processIo({ now = () => performance.now() }: { now?: () => number } = {}): CommandIo {
  const complain = (text: string): void => {
    try {
      writeAll(Deno.stderr, text);
    } catch {
      // Standard error is full or closed. The exit code must still be that of the command.
    }
  };
  return {
    openFile: async (path) => path === "-" ? Deno.stdin.readable : (await Deno.open(callerPath(path))).readable,
    print: (text) => writeAll(Deno.stdout, text),
    complain,
    // Back to the start of the line, and clear it.
    showProgress: Deno.stderr.isTerminal() ? throttled((text) => complain(`\r\x1b[K${text}`), now) : () => {},
    writeFiles,
    callerPath,
    environment,
  };
}

/**
 * A callback that shows progress as a bar, with rate and time left, and removes it at the end. Its third argument is the
 * number that an earlier run has done.
 */
export function progressOf(
  io: CommandIo,
  what: string,
  now: () => number = () => performance.now(),
): (done: number, total: number, before?: number) => void {
  const start = now();
  return (done, total, before = 0) => {
    io.showProgress(
      progressBar(done, total, what) + paceText({ done, total, before, seconds: (now() - start) / 1000 }),
    );
    if (done === total) io.showProgress("");
  };
}

/**
 * The real path of a path that the caller typed. `deno task` changes to the project's folder and passes the caller's folder
 * in INIT_CWD.
 */
export function callerPath(path: string, callerFolder: string | undefined = initialFolder()): string {
  return callerFolder ? resolve(callerFolder, path) : path;
}

/** Without permission to read INIT_CWD, no task is running and paths need no change. */
function initialFolder(): string | undefined {
  return environment("INIT_CWD");
}

function environment(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) : undefined;
}

/** Milliseconds to wait for a slow reader of a non-blocking pipe. */
const WAIT_MILLISECONDS = 5;

/** Writes a whole text. If the reader has closed the pipe (`| head -1`), the rest is dropped. */
function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  for (let rest = new TextEncoder().encode(text); rest.length > 0;) {
    try {
      rest = rest.subarray(stream.writeSync(rest));
    } catch (error) {
      if (error instanceof Deno.errors.BrokenPipe) return;
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
    }
  }
}

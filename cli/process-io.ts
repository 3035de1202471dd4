import { callerPath } from "./caller-path.ts";
import type { CommandIo } from "./io.ts";
import { throttled } from "./throttled.ts";
import { writeAll } from "./write-all.ts";
import { writeFiles } from "./write-files.ts";

/**
 * Input and output of this process.
 *
 * @param now the clock that progress is shown by, in milliseconds
 */
export function processIo(now: () => number = () => performance.now()): CommandIo {
  const complain = (text: string): void => writeAll(Deno.stderr, text);
  // To the line's start, and clear it.
  const showProgress = throttled((text) => complain(`\r\x1b[K${text}`), now);
  return {
    readFile: (path) => path === "-" ? new Response(Deno.stdin.readable).bytes() : Deno.readFile(callerPath(path)),
    print: (text) => writeAll(Deno.stdout, text),
    complain,
    ...(Deno.stderr.isTerminal() ? { showProgress } : {}),
    writeFiles,
    callerPath,
  };
}

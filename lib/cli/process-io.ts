import type { CommandIo } from "./io.ts";
import { writeAll } from "./write-all.ts";
import { writeFiles } from "./write-files.ts";

/** Input and output of this process. */
export function processIo(): CommandIo {
  const complain = (text: string): void => writeAll(Deno.stderr, text);
  return {
    readFile: (path) => path === "-" ? new Response(Deno.stdin.readable).bytes() : Deno.readFile(path),
    print: (text) => writeAll(Deno.stdout, text),
    complain,
    // To the line's start, and clear it.
    ...(Deno.stderr.isTerminal() ? { showProgress: (text: string) => complain(`\r\x1b[K${text}`) } : {}),
    writeFiles,
  };
}

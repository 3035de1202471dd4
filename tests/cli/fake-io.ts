import type { CommandIo } from "../../cli/io.ts";

/** A world of text: files by name, and what a command printed, complained of, showed and wrote. */
export interface FakeIo extends CommandIo {
  printed: string[];
  complained: string[];
  shown: string[];
  written: Map<string, string>;
}

/** A terminal, and these files. */
export function fakeIo(files: Record<string, string> = {}): FakeIo {
  const io: FakeIo = {
    printed: [],
    complained: [],
    shown: [],
    written: new Map(),
    readFile: (path) =>
      path in files
        ? Promise.resolve(new TextEncoder().encode(files[path]))
        : Promise.reject(new Deno.errors.NotFound()),
    print: (text) => void io.printed.push(text),
    complain: (text) => void io.complained.push(text),
    showProgress: (text) => void io.shown.push(text),
    callerPath: (path) => path,
    writeFiles: (folder, files) => files.forEach((text, name) => io.written.set(`${folder}/${name}`, text)),
  };
  return io;
}

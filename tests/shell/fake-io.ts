import type { CommandIo } from "../../shell/io.ts";

/**
 * An input and output in memory, which records what a command printed, reported, showed as progress and wrote.
 */
export interface FakeIo extends CommandIo {
  printed: string[];
  complained: string[];
  shown: string[];
  written: Map<string, string>;
}

/** A terminal with these files. */
export function fakeIo(files: Record<string, string> = {}): FakeIo {
  const io: FakeIo = {
    printed: [],
    complained: [],
    shown: [],
    written: new Map(),
    openFile: (path) =>
      path in files ? Promise.resolve(new Blob([files[path]]).stream()) : Promise.reject(new Deno.errors.NotFound()),
    print: (text) => void io.printed.push(text),
    complain: (text) => void io.complained.push(text),
    showProgress: (text) => void io.shown.push(text),
    callerPath: (path) => path,
    environment: () => undefined,
    writeFiles: (folder, files) => {
      files.forEach((text, name) => io.written.set(`${folder}/${name}`, text));
      return Promise.resolve();
    },
  };
  return io;
}

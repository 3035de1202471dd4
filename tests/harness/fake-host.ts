import { fromFileUrl } from "@std/path";
import type { MeasureHost } from "../../harness/host.ts";

/** A program in its own folder; disposing of it removes both. */
export interface FakeProgram extends AsyncDisposable {
  /** What to run. */
  path: string;
}

/** A shell script. */
export async function fakeProgram(script: string): Promise<FakeProgram> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/qemu`;
  await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

/** A program that plays QEMU with a behavior of `fake-qemu.ts`. */
export function fakeQemu(behavior: string): Promise<FakeProgram> {
  const script = fromFileUrl(new URL("fake-qemu.ts", import.meta.url));
  const run = [Deno.execPath(), "run", "--quiet", "--no-config", "--allow-all", script, behavior];
  return fakeProgram(`exec ${run.map((word) => `'${word}'`).join(" ")} "$@"`);
}

/** A host that needs no root and counts the links that exist. */
export function fakeHost(): MeasureHost & { links: number } {
  let readings = 0;
  const host = {
    links: 0,
    check: () => Promise.resolve(),
    guest: () => Promise.resolve({ kernelPath: "kernel", initramfsPath: "initramfs" }),
    link: () => {
      host.links++;
      const [sourcePrefix, destinationPrefix]: string[][] = [[], []];
      const remove = () => Promise.resolve(void host.links--);
      const socket = () => Promise.resolve(undefined);
      return Promise.resolve({ sourcePrefix, destinationPrefix, socket, [Symbol.asyncDispose]: remove });
    },
    compareSeconds: 0,
    load: () => 0.5,
    processorTime: () => Promise.resolve({ all: 100 * ++readings, busy: 10 * readings, own: 8 * readings }),
    removeLink: () => Promise.resolve(),
  };
  return host;
}

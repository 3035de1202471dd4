import { fileURLToPath } from "node:url";

/** The running C program of `reference.c`. */
export interface Reference {
  /** Runs `request` over `pages` pages at density `p`. Returns the seconds it took. */
  seconds(request: string, p: number, pages: number): Promise<number>;
  /** Ends the program. */
  end(): Promise<void>;
}

/** Compiles `reference.c` with `gcc -O3 -march=native` into `directory` and starts it. */
export async function startReference(directory: string): Promise<Reference> {
  const program = `${directory}/reference`;
  const source = fileURLToPath(new URL("reference.c", import.meta.url));
  const args = ["-O3", "-march=native", "-Wall", "-Wextra", source, "-o", program, "-lm"];
  let compiled: Deno.CommandOutput;
  try {
    compiled = await new Deno.Command("gcc", { args, stderr: "piped" }).output();
  } catch {
    throw new TypeError("Cannot measure the C reference: gcc must be on PATH (Debian: apt-get install gcc libc6-dev)");
  }
  if (!compiled.success) {
    const lines = new TextDecoder().decode(compiled.stderr).split("\n");
    throw new Error(`Cannot compile reference.c: ${lines.find((line) => line.includes("error")) ?? lines[0]}`);
  }
  const process = new Deno.Command(program, { stdin: "piped", stdout: "piped" }).spawn();
  const requests = process.stdin.getWriter();
  const answers = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  return {
    async seconds(request, p, pages) {
      await requests.write(new TextEncoder().encode(`${request} ${p} ${Math.ceil(pages / 32)}\n`));
      const { value } = await answers.read();
      const seconds = Number(value?.split(" ")[0]);
      if (!(seconds > 0)) throw new Error(`Cannot measure ${request} in C: got ${value ?? "no answer"}`);
      return seconds;
    },
    async end() {
      await requests.close();
      await process.status;
    },
  };
}

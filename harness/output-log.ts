import { TextLineStream } from "@std/streams";

/** Characters of a line that a message shows. */
const LONGEST = 200;

/** The output of a running program: its last lines, and a way to wait for a line. */
export class OutputLog {
  static readonly KEPT_LINES = 200;
  #lines: string[] = [];
  #waiting = new Set<(line: string) => void>();
  /** Resolves when the program has closed its end; never rejects. */
  readonly ended: Promise<void>;

  /** Reads the stream to its end. The program never blocks on a full pipe. */
  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.ended = this.#follow(stream).catch(() => {});
  }

  async #follow(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const line of stream.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())) {
      this.#lines.push(line);
      if (this.#lines.length > OutputLog.KEPT_LINES) this.#lines.shift();
      for (const tell of this.#waiting) tell(line);
    }
  }

  /** The first line, past or future, that matches. Never settles if no line matches, so wait with a time limit. */
  line(pattern: RegExp): Promise<RegExpMatchArray> {
    return new Promise((resolve) => {
      const tell = (line: string) => {
        const match = line.match(pattern);
        if (!match) return;
        this.#waiting.delete(tell);
        resolve(match);
      };
      this.#waiting.add(tell);
      for (const line of this.#lines) tell(line);
    });
  }

  /** The last lines that are not blank, joined to one line. Long lines are cut: a guest's page map is one line. */
  tail(count: number): string {
    const said = this.#lines.filter((line) => line.trim()).slice(-count);
    return said.map((line) => line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line).join(" | ");
  }
}

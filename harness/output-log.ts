import { linesOf } from "./lines.ts";

/** What a running program has printed so far: the last lines, and a way to wait for one that matters. */
export class OutputLog {
  /** How many lines of the past are kept. */
  static readonly KEPT_LINES = 200;
  #lines: string[] = [];
  #waiting = new Set<(line: string) => void>();
  /** Settles when the program closed its end; never rejects. */
  readonly ended: Promise<void>;

  /** Follows the stream from here on, so that the program never blocks on a full pipe. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.ended = this.#follow(stream).catch(() => {});
  }

  async #follow(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const line of linesOf(stream)) {
      this.#lines.push(line);
      if (this.#lines.length > OutputLog.KEPT_LINES) this.#lines.shift();
      for (const tell of this.#waiting) tell(line);
    }
  }

  /** The first line, past or future, that matches; never settles if none comes, so wait within a limit. */
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

  /** The last lines that are not blank, on one line. */
  tail(count: number): string {
    return this.#lines.filter((line) => line.trim()).slice(-count).join(" | ");
  }
}

/** Whole lines of a file with the position after each. */
export interface Lines {
  lines: string[];
  /** Bytes up to the end of the last line. */
  end: number;
}

const LINE_FEED = 10;

/**
 * Reads a file line by line. It is open only during a read, so a thousand of them can be read side by side.
 *
 * The end of a file that ends without a line feed is not a line.
 */
export class LineReader {
  readonly #path: string;
  readonly #chunkBytes: number;
  #position = 0;
  #rest = new Uint8Array(0);

  constructor(path: string, chunkBytes = 2 ** 18) {
    this.#path = path;
    this.#chunkBytes = chunkBytes;
  }

  /** Reads the next lines, at least one; `null` at the end of the file. */
  async next(): Promise<Lines | null> {
    const file = await Deno.open(this.#path);
    try {
      await file.seek(this.#position, Deno.SeekMode.Start);
      const chunk = new Uint8Array(this.#chunkBytes);
      for (;;) {
        const count = await file.read(chunk);
        if (count === null) return null;
        const read = chunk.subarray(0, count);
        this.#position += count;
        const bytes = joined(this.#rest, read);
        const end = bytes.lastIndexOf(LINE_FEED) + 1;
        this.#rest = bytes.slice(end);
        if (end === 0) continue;
        const lines = new TextDecoder().decode(bytes.subarray(0, end - 1)).split("\n");
        return { lines, end: this.#position - this.#rest.length };
      }
    } finally {
      file.close();
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

import { concat } from "@std/bytes/concat";

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
  async next(): Promise<string[] | null> {
    using file = await Deno.open(this.#path);
    await file.seek(this.#position, Deno.SeekMode.Start);
    const chunk = new Uint8Array(this.#chunkBytes);
    for (;;) {
      const count = await file.read(chunk);
      if (count === null) return null;
      this.#position += count;
      const bytes = concat([this.#rest, chunk.subarray(0, count)]);
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      this.#rest = bytes.slice(end);
      if (end > 0) return new TextDecoder().decode(bytes.subarray(0, end - 1)).split("\n");
    }
  }
}

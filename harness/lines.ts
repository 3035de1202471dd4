/**
 * The lines of a byte stream of UTF-8 text as they come, without their ends; a last line without an end counts.
 *
 * @example
 * ```ts
 * import { linesOf } from "./lines.ts";
 * const lines = await Array.fromAsync(linesOf(new Blob(["a\r\nb"]).stream()));
 * console.assert(lines.join() === "a,b");
 * ```
 */
export async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  if (rest) yield rest.replace(/\r$/, "");
}

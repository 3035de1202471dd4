const DEFAULT_PORT = "8210";

/**
 * Takes `--serve [PORT]` out of arguments: the one flag whose value may be left out.
 *
 * @returns the port, `undefined` without the flag, and the other arguments
 * @throws {RangeError} if the port is none
 */
export function splitServe(args: readonly string[]): { port: number | undefined; rest: string[] } {
  const place = args.findIndex((arg) => arg === "--serve" || arg.startsWith("--serve="));
  if (place < 0) return { port: undefined, rest: args.slice() };
  const inline = args[place].slice("--serve".length);
  const next = args[place + 1] ?? "";
  // A number that stands behind is the port; anything else is a file or another flag.
  const takesNext = inline === "" && /^\d+$/.test(next);
  const text = takesNext ? next : inline === "" ? DEFAULT_PORT : inline.slice(1);
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) {
    throw new RangeError(`Cannot explore: --serve must be a port from 0 to 65535, got ${text || "nothing"}`);
  }
  return { port, rest: args.toSpliced(place, takesNext ? 2 : 1) };
}

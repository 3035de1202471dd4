/** Nobody but this machine may ask. */
const HOSTNAME = "127.0.0.1";

/**
 * Serves one HTML page on the loopback address until Ctrl-C, or until `signal` says so.
 *
 * @param port 0 takes one that is free
 * @param onListen called with its address
 * @throws {TypeError} in one line if the port is not free, or may not be used
 */
export async function servePage(
  page: string,
  port: number,
  onListen: (address: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const server = listen(page, port, onListen);
  const end = () => void server.shutdown();
  signal?.addEventListener("abort", end);
  Deno.addSignalListener("SIGINT", end);
  try {
    await server.finished;
  } finally {
    Deno.removeSignalListener("SIGINT", end);
  }
}

function listen(page: string, port: number, onListen: (address: string) => void): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({
      hostname: HOSTNAME,
      port,
      onListen: (address) => onListen(`http://${HOSTNAME}:${address.port}/`),
    }, (request) => answer(request, page));
  } catch (error) {
    const why = error instanceof Deno.errors.AddrInUse
      ? "one that is taken"
      : error instanceof Deno.errors.PermissionDenied
      ? "one that only an administrator may use"
      : (error as Error).message;
    throw new TypeError(`Cannot explore: --serve must be a free port, got ${port} (${why})`);
  }
}

function answer(request: Request, page: string): Response {
  if (new URL(request.url).pathname !== "/") return new Response("Not found\n", { status: 404 });
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Only this machine can reach the page. */
const HOSTNAME = "127.0.0.1";

/**
 * Serves one HTML page on the loopback address until Ctrl-C or until `signal` aborts.
 *
 * @param port 0 picks a free port
 * @param onListen called with the address
 * @throws {TypeError} in one line if the port cannot be used
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
      ? "it is in use"
      : error instanceof Deno.errors.PermissionDenied
      ? "only an administrator may use it"
      : (error as Error).message;
    throw new TypeError(`Cannot serve on port ${port}: ${why}`);
  }
}

function answer(request: Request, page: string): Response {
  if (new URL(request.url).pathname !== "/") return new Response("Not found\n", { status: 404 });
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}

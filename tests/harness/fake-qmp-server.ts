/** The reaction of a fake monitor to a request: lines to send back, `"close"` to close the connection, or nothing. */
export type Reply = (request: { execute: string; arguments?: unknown; id: number }) => (object | "close")[];

/** A fake QEMU monitor on a unix socket, for one connection. */
export interface FakeQmpServer extends AsyncDisposable {
  /** Where it listens. */
  path: string;
  /** Names of the commands received. */
  commands: string[];
}

/** QEMU's first line. */
export const GREETING = { QMP: { version: { qemu: { major: 7, minor: 2, micro: 0 } }, capabilities: [] } };

/** Answers `qmp_capabilities` itself and everything else with `reply`. */
export async function fakeQmpServer(reply: Reply, greeting: (object | "close")[] = [GREETING]): Promise<FakeQmpServer> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/qmp.sock`;
  const listener = Deno.listen({ transport: "unix", path });
  const commands: string[] = [];
  const serving = serve();

  async function serve(): Promise<void> {
    using connection = await listener.accept();
    const send = async (messages: (object | "close")[]): Promise<boolean> => {
      for (const message of messages) {
        if (message === "close") return false;
        await connection.write(new TextEncoder().encode(`${JSON.stringify(message)}\r\n`));
      }
      return true;
    };
    if (!await send(greeting)) return;
    const bytes = new Uint8Array(4096);
    for (let rest = "";;) {
      const count = await connection.read(bytes);
      if (count === null) return;
      const lines = (rest + new TextDecoder().decode(bytes.subarray(0, count))).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const request = JSON.parse(line);
        commands.push(request.execute);
        const answer = request.execute === "qmp_capabilities" ? [{ return: {}, id: request.id }] : reply(request);
        if (!await send(answer)) return;
      }
    }
  }

  return {
    path,
    commands,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving.catch(() => {});
      await Deno.remove(folder, { recursive: true });
    },
  };
}

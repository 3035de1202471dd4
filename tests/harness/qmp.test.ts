import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { MeasureError } from "../../harness/errors.ts";
import { QmpClient, QmpClosedError, type QmpEvent } from "../../harness/qmp.ts";
import { fakeQmpServer, GREETING } from "./fake-qmp-server.ts";

Deno.test("connect waits for the greeting and enables commands", async () => {
  await using server = await fakeQmpServer(() => []);
  using _client = await QmpClient.connect(server.path);
  assertEquals(server.commands, ["qmp_capabilities"]);
});

Deno.test("connect fails if QEMU sends no greeting", async () => {
  await using server = await fakeQmpServer(() => [], []);
  await assertRejectsWith(() => QmpClient.connect(server.path, { timeoutSeconds: 0.01 }), {
    message: "Cannot measure: QEMU did not answer within 0.01 s: the greeting",
  });
});

Deno.test("connect fails if QEMU closes the connection instead of a greeting", async () => {
  await using server = await fakeQmpServer(() => [], ["close"]);
  await assertRejects(() => QmpClient.connect(server.path), QmpClosedError);
});

Deno.test("connect passes on the error if the socket does not exist", async () => {
  await assertRejects(() => QmpClient.connect("out/no-such-folder/qmp.sock"), Deno.errors.NotFound);
});

Deno.test("execute sends arguments and returns QEMU's answer", async () => {
  await using server = await fakeQmpServer(({ id, arguments: args }) => [{ return: { echoed: args }, id }]);
  using client = await QmpClient.connect(server.path);
  assertEquals(await client.execute("echo", { uri: "tcp:x" }), { echoed: { uri: "tcp:x" } });
});

Deno.test("answers are matched to their commands in any order", async () => {
  let first: number;
  await using server = await fakeQmpServer(({ execute, id }) => {
    if (execute === "first") {
      first = id;
      return [];
    }
    return [{ return: "second", id }, { return: "first", id: first }];
  });
  using client = await QmpClient.connect(server.path);
  assertEquals(await Promise.all([client.execute("first"), client.execute("second")]), ["first", "second"]);
});

Deno.test("execute names the refused command and QEMU's reason", async () => {
  await using server = await fakeQmpServer((
    { id },
  ) => [{ error: { class: "GenericError", desc: "no such thing" }, id }]);
  using client = await QmpClient.connect(server.path);
  await assertRejectsWith(() => client.execute("teleport"), {
    name: "MeasureError",
    message: "Cannot measure: QEMU refused teleport: no such thing",
  });
});

Deno.test("events reach their handler, even between a command and its answer", async () => {
  const events: QmpEvent[] = [];
  const shutdown = { event: "SHUTDOWN", data: { reason: "guest-reset" }, timestamp: { seconds: 1, microseconds: 2 } };
  await using server = await fakeQmpServer(({ id }) => [shutdown, { return: "done", id }]);
  using client = await QmpClient.connect(server.path, { onEvent: (event) => events.push(event) });
  assertStrictEquals(await client.execute("wait"), "done");
  assertEquals(events.map(({ event, data }) => [event, data?.reason]), [["SHUTDOWN", "guest-reset"]]);
});

Deno.test("execute fails after its time limit, and the client keeps working", async () => {
  await using server = await fakeQmpServer(({ execute, id }) => execute === "hang" ? [] : [{ return: 1, id }]);
  using client = await QmpClient.connect(server.path, { timeoutSeconds: 0.2 });
  await assertRejectsWith(() => client.execute("hang"), {
    message: "Cannot measure: QEMU did not answer within 0.2 s: hang",
  });
  assertStrictEquals(await client.execute("work"), 1);
});

Deno.test("a connection that closes during a command rejects it and all later commands", async () => {
  await using server = await fakeQmpServer(() => ["close"]);
  using client = await QmpClient.connect(server.path);
  await assertRejectsWith(() => client.execute("migrate"), {
    name: "QmpClosedError",
    message: "Cannot measure: migrate: QEMU closed the connection",
  });
  await assertRejects(() => client.execute("migrate"), QmpClosedError);
});

Deno.test("a closed client rejects commands", async () => {
  await using server = await fakeQmpServer(() => [], [GREETING]);
  using client = await QmpClient.connect(server.path);
  client.close();
  await assertRejects(() => client.execute("any"), QmpClosedError);
});

Deno.test("execute stops waiting when its signal aborts", async () => {
  const controller = new AbortController();
  await using server = await fakeQmpServer(() => {
    controller.abort(new MeasureError("failed", "someone pressed a key"));
    return [];
  });
  using client = await QmpClient.connect(server.path, { signal: controller.signal });
  await assertRejectsWith(() => client.execute("migrate"), { message: "Cannot measure: someone pressed a key" });
});

import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { createLink, linkCommands } from "../../harness/link.ts";
import { MeasureError } from "../../harness/errors.ts";

/** Runs nothing, and fails at the first command that contains `bad`. */
function recorder(bad: string, message: string) {
  const lines: string[] = [];
  const run = (name: string, args: string[]): Promise<string> => {
    lines.push([name, ...args].join(" "));
    return lines.at(-1)!.includes(bad) ? Promise.reject(new MeasureError("failed", message)) : Promise.resolve("");
  };
  return { lines, run };
}

Deno.test("the link is created inside the namespaces, and only the source's side is shaped", () => {
  const lines = linkCommands("s", "d", { linkMbitPerSecond: 256 }).map((words) => words.join(" "));
  assertStrictEquals(lines[2], "ip -n s link add pageferry0 type veth peer name pageferry0 netns d");
  assertEquals(lines.filter((line) => line.startsWith("tc")), [
    "tc -n s qdisc add dev pageferry0 root tbf rate 256000000bit burst 256kb latency 50ms",
  ]);
});

Deno.test("the send buffer gets a fixed size in the source's namespace if one is given", () => {
  const lines = linkCommands("s", "d", { linkMbitPerSecond: 256, sendBufferBytes: 2 ** 21 }).map((words) =>
    words.join(" ")
  );
  assertStrictEquals(lines.at(-1), "ip netns exec s sysctl -q -w net.ipv4.tcp_wmem=4096 2097152 2097152");
});

Deno.test("disposing of a link deletes both namespaces", async () => {
  const { lines, run } = recorder("nothing", "");
  await (await createLink("run", { linkMbitPerSecond: 500 }, run))[Symbol.asyncDispose]();
  assertEquals(lines.slice(-2), ["ip netns delete run-source", "ip netns delete run-destination"]);
});

Deno.test("a link that cannot be shaped is deleted again", async () => {
  const { lines, run } = recorder("tbf", "tc ended with code 2: no such qdisc");
  await assertRejectsWith(() => createLink("run", { linkMbitPerSecond: 500 }, run), {
    message: "Cannot measure: tc ended with code 2: no such qdisc",
  });
  assertEquals(lines.slice(-2), ["ip netns delete run-source", "ip netns delete run-destination"]);
});

Deno.test("removing a link ignores a missing namespace and passes on other errors", async () => {
  const gone = recorder("delete", 'Cannot remove namespace file "x": No such file or directory');
  await (await createLink("run", { linkMbitPerSecond: 500 }, gone.run))[Symbol.asyncDispose]();
  const busy = recorder("delete", "Device or resource busy");
  const link = await createLink("run", { linkMbitPerSecond: 500 }, busy.run);
  await assertRejectsWith(async () => await link[Symbol.asyncDispose](), /Device or resource busy/);
});

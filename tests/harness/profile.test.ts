import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { profile, type ProfileOptions } from "../../harness/profile.ts";
import { readCurve } from "../../lib/curve/read.ts";
import { assertRejectsWith } from "../errors.ts";
import { fakeQmpServer, type Reply } from "./fake-qmp-server.ts";

const MEMORY = { "base-memory": 2 ** 30, "plugged-memory": 2 ** 28 };
const PARAMETERS = { "max-bandwidth": 2 ** 27, "downtime-limit": 300 };

/** A QEMU that needs two polls for a period, and the clock that passes while it measures. */
function fakeQemu({ rate = (period: number) => 100 / period, refuse = "", dieAfter = Infinity, endless = false } = {}) {
  let [period, samples, polls, measurements, milliseconds] = [0, 0, 0, 0, 0];
  const reply: Reply = ({ execute, arguments: args, id }) => {
    const answer = (value: unknown) => [{ return: value, id }];
    if (execute === "query-memory-size-summary") return answer(MEMORY);
    if (execute === "query-migrate-parameters") return answer(PARAMETERS);
    if (execute === "calc-dirty-rate") {
      if (refuse !== "") return [{ error: { class: "GenericError", desc: refuse }, id }];
      if (measurements++ >= dieAfter) return ["close"];
      ({ "calc-time": period, "sample-pages": samples } = args as Record<string, number>);
      polls = 0;
      return answer({});
    }
    const times = { "calc-time": period, "sample-pages": samples, mode: "page-sampling" };
    if (endless || ++polls < 2) return answer({ status: "measuring", ...times });
    return answer({ status: "measured", "dirty-rate": Math.floor(rate(period)), ...times });
  };
  const options: ProfileOptions = {
    now: () => milliseconds,
    wait: () => {
      milliseconds += period * 500;
      return Promise.resolve();
    },
  };
  return { reply, options };
}

Deno.test("profile measures over growing periods and gives a curve that predict reads", async () => {
  const { reply, options } = fakeQemu();
  await using server = await fakeQmpServer(reply);
  const shown: number[][] = [];
  const result = await profile(server.path, { ...options, onProgress: (...progress) => shown.push(progress) });
  assertEquals(result.points.map(({ seconds }) => seconds), [1, 2, 4, 8, 16]);
  assertEquals(result.memoryBytes, 1.25 * 2 ** 30);
  assertEquals(result.parameters, { maxBytesPerSecond: 2 ** 27, downtimeLimitSeconds: 0.3 });
  assertEquals([shown[0], shown.at(-1)], [[0.5, 31], [31, 31]]);
  const { points, memoryBytes, sampled, source } = readCurve(JSON.stringify(result));
  assertEquals(points, result.points);
  // 4096 samples in each GiB: a sample stands for 64 pages.
  const [{ dirtyPages, errorPages }] = points;
  assert(errorPages! > Math.sqrt(dirtyPages * 64) && errorPages! < 1.1 * Math.sqrt(dirtyPages * 64));
  assertEquals([memoryBytes, sampled, source], [result.memoryBytes, true, "QEMU's query-dirty-rate, page-sampling"]);
});

Deno.test("profile sends no command but queries and calc-dirty-rate", async () => {
  const { reply, options } = fakeQemu();
  await using server = await fakeQmpServer(reply);
  await profile(server.path, options);
  assert(server.commands.every((name) => /^(qmp_capabilities|query-.*|calc-dirty-rate)$/.test(name)));
  assertStrictEquals(server.commands.filter((name) => name === "calc-dirty-rate").length, 5);
});

Deno.test("profile leaves out the periods that do not fit the limit", async () => {
  const { reply, options } = fakeQemu();
  await using server = await fakeQmpServer(reply);
  const { points } = await profile(server.path, { ...options, limitSeconds: 9 });
  assertEquals(points.map(({ seconds }) => seconds), [1, 2, 4]);
});

Deno.test("profile says in one line why it failed", async (t) => {
  const cases: [Parameters<typeof fakeQemu>[0] & { limitSeconds?: number }, RegExp][] = [
    [{ refuse: "dirty ring is disabled" }, /^Cannot measure: QEMU refused calc-dirty-rate: dirty ring is disabled$/],
    [{ dieAfter: 2 }, /^Cannot measure: calc-dirty-rate: QEMU closed the connection$/],
    [{ endless: true }, /^Cannot measure: QEMU did not finish measuring 1 s within 31 s$/],
    [{ limitSeconds: 0.5 }, /^Cannot measure: the limit must be at least the 1 s of the shortest period, got 0\.5 s$/],
  ];
  for (const [{ limitSeconds, ...qemu }, message] of cases) {
    await t.step(message.source, async () => {
      const { reply, options } = fakeQemu(qemu);
      await using server = await fakeQmpServer(reply);
      const failed = await profile(server.path, { ...options, limitSeconds }).catch(({ message }) => message);
      assertMatch(failed, message);
    });
  }
});

Deno.test("without KVM, profile does not ask QEMU to measure by the log of writes, which crashes QEMU 7.2", async () => {
  await using server = await fakeQmpServer(({ id }) => [{ return: { enabled: false, present: true }, id }]);
  await assertRejectsWith(() => profile(server.path, { mode: "dirty-ring" }), {
    message: "Cannot measure: the mode dirty-ring needs KVM, which this QEMU does not use",
  });
  assertEquals(server.commands, ["qmp_capabilities", "query-kvm"]);
});

Deno.test("profile names a socket that is missing, deaf or no monitor", async () => {
  await assertRejectsWith(() => profile("out/no-such.sock"), {
    message: "Cannot measure: out/no-such.sock does not exist",
  });
  const file = await Deno.makeTempFile();
  await assertRejectsWith(() => profile(file), { message: `Cannot measure: nothing listens at ${file}` });
  await Deno.remove(file);
  await using silent = await fakeQmpServer(() => [], []);
  await assertRejectsWith(() => profile(silent.path, { timeoutSeconds: 0.01 }), {
    message: `Cannot measure: ${silent.path} must be a QMP socket that no other program uses: ` +
      "QEMU did not answer within 0.01 s: the greeting",
  });
  await using other = await fakeQmpServer(() => [], ["close"]);
  const { message } = await profile(other.path).catch((error) => error);
  assertMatch(message, /must be a QMP socket that no other program uses: the greeting: QEMU closed the connection$/);
});

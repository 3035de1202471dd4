import { assertEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { measureAll } from "../../harness/measure-all.ts";
import { SMOKE_PLAN } from "../../harness/plan.ts";
import type { MeasureProgress } from "../../harness/types.ts";
import { fakeHost, fakeQemu } from "./fake-host.ts";

Deno.test("measureAll continues after a failed run and reports it", async () => {
  await using qemu = await fakeQemu("ok");
  const host = fakeHost();
  const { link } = host;
  let links = 0;
  host.link = (name, rate) => links++ === 1 ? Promise.reject(new Error("no more links")) : link(name, rate);
  const seen: MeasureProgress[] = [];
  const given: string[] = [];
  const { measured, failed } = await measureAll([...SMOKE_PLAN], {
    qemu: qemu.path,
    host,
    onProgress: (progress) => seen.push(progress),
    onMeasured: ({ engine }) => void given.push(engine),
  });
  assertEquals(measured.map(({ engine }) => engine), ["pre-copy", "post-copy"]);
  assertEquals(given, ["pre-copy", "post-copy"]);
  assertEquals(failed, [{ run: SMOKE_PLAN[1], reason: "no more links" }]);
  assertEquals([seen.at(-1)?.index, seen.at(-1)?.count, seen.at(-1)?.stage], [2, 3, "completed"]);
});

Deno.test("measureAll measures all runs once before it repeats them, without those to skip, up to a number", async () => {
  await using qemu = await fakeQemu("ok");
  const { measured } = await measureAll(SMOKE_PLAN.slice(0, 2), {
    ...{ qemu: qemu.path, host: fakeHost(), repeats: 3, atMost: 4 },
    skip: ({ engine }, repeat) => engine === "pre-copy" && repeat === 2,
  });
  assertEquals(measured.map(({ engine, repeat }) => [engine, repeat]), [
    ["pre-copy", 1],
    ["three-stage", 1],
    ["three-stage", 2],
    ["pre-copy", 3],
  ]);
});

Deno.test("measureAll stops with the signal's reason", async () => {
  await using qemu = await fakeQemu("ok");
  const reason = new Error("enough");
  const controller = new AbortController();
  const onMeasured = () => controller.abort(reason);
  const options = { qemu: qemu.path, host: fakeHost(), signal: controller.signal, onMeasured };
  await assertRejectsWith(() => measureAll([...SMOKE_PLAN], options), (error) => error === reason);
});

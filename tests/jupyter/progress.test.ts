import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { PROGRESS_MARK, withProgress } from "../../lib/jupyter/progress.ts";
import { sweep as displayingSweep } from "../../lib/sweep.ts";
import type { JupyterKernel } from "../../lib/jupyter/kernel.ts";
import { sweep } from "../../lib/sweep.ts";

interface Sent {
  type: string;
  html: string;
  text: string;
  id: string;
}

/** A kernel that records its messages, and a clock that the work advances. */
function fakes() {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  const kernel: JupyterKernel = {
    display: () => Promise.resolve(),
    broadcast(type, { data, transient }: Record<string, Record<string, string>>) {
      sent.push({ type, html: data["text/html"], text: data["text/plain"], id: transient.display_id });
    },
  };
  const clock = { milliseconds: 0 };
  const options = { kernel, now: () => clock.milliseconds, pause: (length: number) => void pauses.push(length) };
  return { sent, pauses, clock, options };
}

/** Ten items that each take a while. */
function work(clock: { milliseconds: number }, eachMilliseconds: number) {
  return (onProgress?: (done: number, total: number) => void) => {
    for (let done = 1; done <= 10; done++) {
      clock.milliseconds += eachMilliseconds;
      onProgress?.(done, 10);
    }
    return "done";
  };
}

Deno.test("a long call shows one line, updates it in place, and removes it at the end", () => {
  const { sent, pauses, clock, options } = fakes();
  assertStrictEquals(withProgress({ what: "simulations", ...options }, work(clock, 300)), "done");
  assertEquals(sent.map(({ type }) => type), ["display_data", ...Array(9).fill("update_display_data")]);
  assertStrictEquals(new Set(sent.map(({ id }) => id)).size, 1);
  assertStrictEquals(sent[0].html, `${PROGRESS_MARK}><progress max="10" value="2"></progress> 2 of 10 simulations</p>`);
  assertMatch(sent[0].text, /^\[#{6} {24}\] 2\/10 simulations$/);
  assertEquals(sent.at(-1), {
    ...sent[0],
    type: "update_display_data",
    html: `${PROGRESS_MARK} hidden></p>`,
    text: "",
  });
  assertStrictEquals(pauses.length, 1, "the kernel gets time to send the last message");
});

Deno.test("a short call shows nothing", () => {
  const { sent, pauses, clock, options } = fakes();
  withProgress({ what: "simulations", ...options }, work(clock, 40));
  assertEquals([sent, pauses], [[], []]);
});

Deno.test("progress is sent at most ten times per second", () => {
  const { sent, clock, options } = fakes();
  withProgress({ what: "simulations", ...options }, (onProgress) => {
    for (let done = 1; done <= 10_000; done++) {
      clock.milliseconds += 0.2;
      onProgress!(done, 10_000);
    }
  });
  assert(sent.length >= 15 && sent.length <= 18, `${sent.length} messages in 2 s`);
});

Deno.test("the line is removed when the work fails", () => {
  const { sent, clock, options } = fakes();
  const failing = (onProgress?: (done: number, total: number) => void) => {
    work(clock, 300)(onProgress);
    throw new Error("no luck");
  };
  assertThrowsWith(() => withProgress({ what: "simulations", ...options }, failing), /no luck/);
  assertStrictEquals(sent.at(-1)!.text, "");
});

Deno.test("two calls have a line each", () => {
  const { sent, clock, options } = fakes();
  withProgress({ what: "a", ...options }, work(clock, 300));
  withProgress({ what: "b", ...options }, work(clock, 300));
  assertStrictEquals(new Set(sent.map(({ id }) => id)).size, 2);
});

Deno.test("outside Jupyter the work gets no progress callback", () => {
  assertStrictEquals(withProgress({ what: "simulations", kernel: null }, (onProgress) => onProgress), undefined);
});

Deno.test("a sweep with a progress line returns the same rows and calls the caller's callback", () => {
  const plan = { axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23] }, replicates: 2 };
  const seen: number[] = [];
  const rows = displayingSweep(plan, { onProgress: (done, total) => seen.push(done / total) });
  assertEquals(rows, sweep(plan));
  assertEquals(seen, [0.25, 0.5, 0.75, 1]);
  assertEquals(displayingSweep(plan), rows);
});

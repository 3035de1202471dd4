import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { reportSent } from "../../../lib/engine/run/report-sent.ts";
import { beginRun } from "../../../lib/engine/run/run.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import { capacity, listed, setAndRange } from "../../bitmap/model.ts";

Deno.test("reportSent reports the pages of a range to the observer, word by word with their times", () => {
  fc.assert(fc.property(setAndRange, ([{ bits }, a, b]) => {
    const [from, to] = [Math.max(0, a), Math.min(capacity(bits), b)];
    const told: number[] = [];
    const counts: number[] = [];
    const observer = {
      sent(word: number, mask: number, seconds: number) {
        counts.push(seconds);
        assertEquals(seconds, told.length);
        told.push(...listed(Uint32Array.of(mask)).map((bit) => word * 32 + bit));
      },
    };
    const run = beginRun(parseScenario({ vm: { memoryBytes: 4096 } }), { observer });
    reportSent(run, bits, from, to, (before) => before);
    assertEquals(told, listed(bits).filter((page) => page >= from && page < to));
    assertEquals(new Set(counts).size, counts.length);
  }));
});

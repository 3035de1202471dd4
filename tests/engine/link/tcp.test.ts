import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { queueLimitBytes, slowStartSeconds, tcpBytesPerSecond } from "../../../lib/engine/link/tcp.ts";
import { simulate } from "../../../lib/simulate.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Network } from "../../../lib/scenario/types.ts";

const network = (changes: Partial<Network>): Network =>
  parseScenario({ vm: { memoryBytes: 2 ** 20 }, network: changes }).network;
const rate = (changes: Partial<Network>, link = 1e12) => tcpBytesPerSecond(network(changes), link);

Deno.test("a stream moves one send buffer in a round trip: 10 Gbit/s over 50 ms give 0.59 Gbit/s with a buffer of 4 MiB", () => {
  assertAlmostEquals(8 * rate({ latencySeconds: 0.025 }, 1.18e9), 0.59e9, 0.005e9);
  assertAlmostEquals(8 * rate({ latencySeconds: 0.005 }, 1.18e9), 2.95e9, 0.01e9);
  assertStrictEquals(rate({ latencySeconds: 0.025, windowBytes: null }, 1.18e9), 1.18e9);
  const { totalSeconds } = simulate({
    vm: { memoryBytes: 2 ** 30 },
    network: { bandwidthBitsPerSecond: 1e10, latencySeconds: 0.025 },
    migration: { engine: "stop-and-copy" },
  });
  assertAlmostEquals(2 ** 30 / totalSeconds, 0.59e9 / 8, 0.04 * 0.59e9 / 8);
});

Deno.test("where the window does not bind, short round trips leave everything as it is without TCP's limits", () => {
  for (const engine of ["pre-copy", "three-stage", "post-copy", "stop-and-copy"] as const) {
    for (const hypervisor of ["xen-4.1", "xen-4.6", "qemu"] as const) {
      const [limited, free] = [undefined, null].map((windowBytes) =>
        simulate({
          preset: "qemu",
          vm: { memoryBytes: 2 ** 24 },
          workload: { kind: "uniform", writesPerSecond: 3000 },
          network: { bandwidthBitsPerSecond: 1e10, latencySeconds: 4e-4, windowBytes },
          migration: { engine, hypervisor },
        })
      );
      assertEquals(limited, free);
    }
  }
});

Deno.test("loss shrinks CUBIC's window as RFC 9438 says, and Reno's rule holds where round trips are short", () => {
  // 1448 bytes of a segment, 20 ms: sqrt(1.5 / p) segments.
  assertAlmostEquals(rate({ latencySeconds: 0.01, lossRate: 1e-4 }), 1448 * 122.474 / 0.02, 1000);
  // 100 ms: 1.054 (RTT / p)^0.75 segments.
  assertAlmostEquals(rate({ latencySeconds: 0.05, lossRate: 1e-5 }) / (1448 * 1054 / 0.1), 1, 1e-3);
  const bbr = { latencySeconds: 0.01, congestionControl: "bbr" as const };
  assertAlmostEquals(rate({ ...bbr, lossRate: 0.01 }, 1e8), 0.99e8, 1);
  assert(rate({ latencySeconds: 0.01, lossRate: 0.01 }, 1e8) < 1e6);
  assertStrictEquals(rate({ ...bbr, latencySeconds: 0.05 }, 1e9), 3_690_987 / 0.1);
});

Deno.test("slow start loses about log2 of the window over ten segments in round trips", () => {
  const start = (changes: Partial<Network>, bytesPerSecond: number, bytes = 1e12) =>
    slowStartSeconds(network(changes), bytesPerSecond, bytes);
  assertStrictEquals(start({ latencySeconds: 1e-4 }, 1e9), 0);
  assertStrictEquals(start({ latencySeconds: 0.02, windowBytes: null }, 1e9), 0);
  assertStrictEquals(start({ latencySeconds: 0.005 }, 1e6), 0);
  // Ten segments, then 20, 40 and so on: 2.5 MB in a round trip of 20 ms are 7.4 doublings.
  const doublings = Math.log2(1.25e8 * 0.02 / 14_480);
  assertAlmostEquals(start({ latencySeconds: 0.01 }, 1.25e8), 0.02 * (doublings - 1), 0.0002);
  // Round by round.
  let [sent, seconds] = [0, 0];
  for (let window = 14_480; window < 2.5e6; window *= 2) [sent, seconds] = [sent + window, seconds + 0.02];
  assertAlmostEquals(start({ latencySeconds: 0.01 }, 1.25e8), seconds - sent / 1.25e8, 0.012);
});

Deno.test("what is under way does not wait: a stream bounded by its window has no queue", () => {
  const limit = (changes: Partial<Network>, bytesPerSecond: number) =>
    queueLimitBytes(network(changes), bytesPerSecond);
  assertStrictEquals(limit({ latencySeconds: 1e-4 }, 1e9), Infinity);
  assertAlmostEquals(limit({ latencySeconds: 0.01 }, 1e8), 3_690_987 - 2e6, 1);
  assertStrictEquals(limit({ latencySeconds: 0.05 }, 1e9), 0);
  const wait = (latencySeconds: number) => {
    const { stallSeconds, demandFaults } = simulate({
      preset: "qemu",
      vm: { memoryBytes: 2 ** 27 },
      workload: { kind: "uniform", writesPerSecond: 1000 },
      network: { bandwidthBitsPerSecond: 1e10, latencySeconds },
      migration: { engine: "post-copy", maxBytesPerSecond: null },
    });
    return stallSeconds / demandFaults;
  };
  // A round trip, and hardly more.
  assert(wait(0.05) > 0.05 && wait(0.05) < 0.11, `${wait(0.05)}`);
});

import { assertStrictEquals } from "@std/assert";
import { goodputBytesPerSecond } from "../../../lib/engine/link/goodput.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";

const { network: NETWORK } = parseScenario({
  vm: { memoryBytes: 2 ** 20 },
  network: { bandwidthBitsPerSecond: 1e9, framingEfficiency: 1, otherTrafficShare: 0 },
});

Deno.test("goodput is bandwidth in bytes, times framing efficiency, times the share left by other traffic", () => {
  assertStrictEquals(goodputBytesPerSecond(NETWORK), 125e6);
  assertStrictEquals(goodputBytesPerSecond({ ...NETWORK, framingEfficiency: 0.5 }), 62.5e6);
  assertStrictEquals(goodputBytesPerSecond({ ...NETWORK, otherTrafficShare: 0.75 }), 31.25e6);
  assertStrictEquals(
    goodputBytesPerSecond({ ...NETWORK, framingEfficiency: 0.5, otherTrafficShare: 0.75 }),
    15.625e6,
  );
});

Deno.test("goodput does not depend on the queue, nor on latency where TCP has no limits", () => {
  assertStrictEquals(goodputBytesPerSecond({ ...NETWORK, queueBytes: 0 }), 125e6);
  assertStrictEquals(goodputBytesPerSecond({ ...NETWORK, latencySeconds: 9, windowBytes: null }), 125e6);
});

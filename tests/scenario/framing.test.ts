import { assertStrictEquals } from "@std/assert";
import { ETHERNET_EFFICIENCY } from "../../lib/scenario/framing.ts";

Deno.test("a full Ethernet frame takes 1538 bytes on the wire for 1448 bytes of TCP payload", () => {
  const wire = 8 + 14 + 1500 + 4 + 12;
  const payload = 1500 - 20 - 32;
  assertStrictEquals(ETHERNET_EFFICIENCY, payload / wire);
  // Gigabit Ethernet carries 941.5 Mbit/s of payload, the number that iperf prints.
  assertStrictEquals((1e9 * ETHERNET_EFFICIENCY / 1e6).toFixed(1), "941.5");
});

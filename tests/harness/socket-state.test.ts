import { assertEquals, assertStrictEquals } from "@std/assert";
import { socketState } from "../../harness/socket-state.ts";

const LISTEN = "LISTEN 0 1 0.0.0.0:4444 0.0.0.0:*\n\t skmem:(r0,rb131072,t0,tb16384,f0,w0,o0,bl0,d0) cubic cwnd:10\n";
const IDLE =
  "ESTAB 0 0 192.0.2.1:5 192.0.2.2:4444\n\t skmem:(r0,rb1,t0,tb87040,f0,w0,o0,bl0,d0) ts sack bbr rtt:1/1 cwnd:10\n";
const BUSY = "ESTAB 0 1426280 192.0.2.1:4 192.0.2.2:4444 \n\t skmem:(r0,rb131072,t0,tb2097152,f1,w1826056,o0,bl0,d0) " +
  "ts sack bbr wscale:7,7 rto:208 rtt:4.753/0.5 mss:1448 cwnd:260 bbr:(bw:1bps) notsent:1049792 minrtt:0.1\n";

Deno.test("socketState reads the connection that has queued most", () => {
  assertEquals(socketState(LISTEN + IDLE + BUSY + IDLE), {
    algorithm: "bbr",
    windowSegments: 260,
    roundTripMs: 4.753,
    bufferBytes: 2_097_152,
    queuedBytes: 1_826_056,
    unsentBytes: 1_049_792,
  });
});

Deno.test("socketState finds nothing without an established connection", () => {
  assertStrictEquals(socketState(LISTEN), undefined);
  assertStrictEquals(socketState(""), undefined);
});

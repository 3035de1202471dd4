import { type BadInput, FIELDS, vm, wrong } from "./bad-input.ts";

/** Wrong ways to write the hosts and the network. */
export const HOSTS_AND_NETWORK: readonly BadInput[] = [
  ...wrong("source.copyBytesPerSecond must be a number of bytes per second from 1 to 1000000000000000", [
    ["the source copies nothing", { vm, source: { copyBytesPerSecond: 0 } }, RangeError, "0"],
  ]),
  ...wrong(`destination must have only the fields ${FIELDS.host}`, [
    [
      "a host's field is misspelled",
      { vm, destination: { resumeSecond: 1 } },
      TypeError,
      '"resumeSecond": 1 (did you mean resumeSeconds?)',
    ],
  ]),
  ...wrong("destination.resumeSeconds must be a number of seconds from 0 to 1000000", [
    ["resuming takes negative time", { vm, destination: { resumeSeconds: -0.1 } }, RangeError, "-0.1"],
  ]),
  ...wrong("source.suspendSeconds must be a number of seconds from 0 to 1000000", [
    ["the suspend time is a string", { vm, source: { suspendSeconds: "20ms" } }, TypeError, '"20ms"'],
  ]),
  ...wrong("network.bandwidthBitsPerSecond must be a number of bits per second from 1 to 1000000000000000", [
    ["the bandwidth is zero", { vm, network: { bandwidthBitsPerSecond: 0 } }, RangeError, "0"],
    ["the bandwidth is NaN", { vm, network: { bandwidthBitsPerSecond: NaN } }, RangeError, "NaN"],
  ]),
  ...wrong(`network must have only the fields ${FIELDS.network}`, [
    [
      "the bandwidth has another unit",
      { vm, network: { bandwidthMbps: 1000 } },
      TypeError,
      '"bandwidthMbps": 1000 (did you mean bandwidthBitsPerSecond?)',
    ],
    [
      "the latency is in milliseconds",
      { vm, network: { latencyMs: 5 } },
      TypeError,
      '"latencyMs": 5 (did you mean latencySeconds?)',
    ],
  ]),
  ...wrong("network.framingEfficiency must be a number from 0.001 to 1", [
    ["the framing efficiency is a percentage", { vm, network: { framingEfficiency: 94 } }, RangeError, "94"],
  ]),
  ...wrong("network.latencySeconds must be a number of seconds from 0 to 1000000", [
    ["the latency is a boolean", { vm, network: { latencySeconds: true } }, TypeError, "true"],
  ]),
  ...wrong("network.otherTrafficShare must be a number from 0 to below 1", [
    ["other traffic takes all", { vm, network: { otherTrafficShare: 1 } }, RangeError, "1"],
  ]),
  ...wrong("network.queueBytes must be a number of bytes from 0 to 1000000000000", [
    ["the queue is an object", { vm, network: { queueBytes: {} } }, TypeError, "{}"],
  ]),
];

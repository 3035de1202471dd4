import { HYPERVISORS } from "../../../lib/scenario/names.ts";
import { type BadInput, vm, wrong } from "./bad-input.ts";

/** Wrong ways to write the migration's engine and limits. */
export const MIGRATION: readonly BadInput[] = [
  ...wrong("migration.engine must be one of pre-copy, three-stage, post-copy, stop-and-copy", [
    ["the engine is unknown", { vm, migration: { engine: "teleport" } }, RangeError, '"teleport"'],
    [
      "the engine is misspelled",
      { vm, migration: { engine: "postcopy" } },
      RangeError,
      '"postcopy" (did you mean post-copy?)',
    ],
    ["the engine is a number", { vm, migration: { engine: 1 } }, TypeError, "1"],
  ]),
  ...wrong(`migration.hypervisor must be one of ${HYPERVISORS.join(", ")}`, [
    ["the hypervisor is unknown", { vm, migration: { hypervisor: "vmware" } }, RangeError, '"vmware"'],
  ]),
  ...wrong("migration.maxBytesPerSecond must be a number of bytes per second from 1 to 1000000000000000, or null", [
    ["the cap is zero", { vm, migration: { maxBytesPerSecond: 0 } }, RangeError, "0"],
  ]),
  ...wrong("migration.timeLimitSeconds must be a number of seconds above 0, at most 1000000000, or null", [
    ["the time limit is negative", { vm, migration: { timeLimitSeconds: -1 } }, RangeError, "-1"],
  ]),
  ...wrong("migration.maxRounds must be a whole number from 1 to 10000", [
    ["there are no rounds", { vm, migration: { maxRounds: 0 } }, RangeError, "0"],
    ["the rounds are null", { vm, migration: { maxRounds: null } }, TypeError, "null"],
  ]),
  ...wrong("migration.skipDirtied must be true or false", [
    ["a boolean is a number", { vm, migration: { skipDirtied: 1 } }, TypeError, "1"],
  ]),
  ...wrong("migration.detectZeroPages must be true or false", [
    ["a boolean is a string", { vm, migration: { detectZeroPages: "yes" } }, TypeError, '"yes"'],
  ]),
  ...wrong("migration.batchPages must be a whole number of pages from 1 to 1048576", [
    ["batches are too large", { vm, migration: { batchPages: 2 ** 21 } }, RangeError, "2097152"],
  ]),
  ...wrong("migration.prepullPages must be a whole number of pages from 0 to 65536", [
    ["the prepull window is a fraction", { vm, migration: { prepullPages: 0.5 } }, RangeError, "0.5"],
  ]),
  ...wrong("migration.pushIntervalSeconds must be a number of seconds from 0 to 1000000", [
    ["the push interval is a list", { vm, migration: { pushIntervalSeconds: [0.1] } }, TypeError, "[0.1]"],
  ]),
];

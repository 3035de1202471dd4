// cspell:ignore memorybyte
import { type BadInput, FIELDS, vm, wrong } from "./bad-input.ts";

/** Wrong ways to write the virtual machine. */
export const VM: readonly BadInput[] = [
  ...wrong("vm.memoryBytes must be a whole number of bytes above 0, at most 281474976710656", [
    ["memory is not given", {}, TypeError, "nothing"],
    ["memory is a string", { vm: { memoryBytes: "1048576" } }, TypeError, '"1048576"'],
    ["memory is null", { vm: { memoryBytes: null } }, TypeError, "null"],
    ["memory is zero", { vm: { memoryBytes: 0 } }, RangeError, "0"],
    ["memory is negative", { vm: { memoryBytes: -4096 } }, RangeError, "-4096"],
    ["memory is NaN", { vm: { memoryBytes: NaN } }, RangeError, "NaN"],
    ["memory is infinite", { vm: { memoryBytes: Infinity } }, RangeError, "Infinity"],
    ["memory is a fraction", { vm: { memoryBytes: 4096.5 } }, RangeError, "4096.5"],
    ["memory is huge", { vm: { memoryBytes: 1e300 } }, RangeError, "1e+300"],
    ["memory is a bigint", { vm: { memoryBytes: 4096n } }, TypeError, "4096n"],
  ]),
  ...wrong("vm must be an object", [
    ["vm is null", { vm: null }, TypeError, "null"],
    ["vm is a list", { vm: [1024] }, TypeError, "[1024]"],
    ["vm is a number", { vm: 1024 }, TypeError, "1024"],
  ]),
  ...wrong(`vm must have only the fields ${FIELDS.vm}`, [
    [
      "a field of vm is misspelled",
      { vm: { memorybyte: 1024 } },
      TypeError,
      '"memorybyte": 1024 (did you mean memoryBytes?)',
    ],
    ["a field of vm is unknown", { vm: { ...vm, disks: [1, 2] } }, TypeError, '"disks": [1,2]'],
    ["a field of vm is called __proto__", { vm: JSON.parse('{"__proto__": 1}') }, TypeError, '"__proto__": 1'],
  ]),
  ...wrong("vm.memoryBytes must be a whole number of pages of 4096 bytes", [
    ["memory is not a whole number of pages", { vm: { memoryBytes: 10_000 } }, RangeError, "10000"],
  ]),
  ...wrong("vm.memoryBytes must be at most 2^32 pages, 16 TiB", [
    ["memory has more than 2^32 pages", { vm: { memoryBytes: 2 ** 45 } }, RangeError, "35184372088832"],
  ]),
  ...wrong("vm.pageBytes must be a power of two from 512 to 2^30 bytes", [
    ["pages are not a power of two", { vm: { ...vm, pageBytes: 4000 } }, RangeError, "4000"],
    ["pages are tiny", { vm: { ...vm, pageBytes: 256 } }, RangeError, "256"],
  ]),
  ...wrong(
    "vm.pageBytes must be at most 4096 under QEMU, which logs small pages; the size of huge pages is vm.hugePageBytes",
    [
      [
        "huge pages are given as pages under QEMU",
        { vm: { memoryBytes: 2 ** 22, pageBytes: 2 ** 21 }, migration: { hypervisor: "qemu" } },
        RangeError,
        "2097152",
      ],
    ],
  ),
  ...wrong("vm.memoryBytes must be a whole number of huge pages of 2097152 bytes", [
    ["memory is not whole huge pages", { vm: { memoryBytes: 2 ** 20, hugePageBytes: 2 ** 21 } }, RangeError, "1048576"],
  ]),
  ...wrong("vm.hugePageBytes must be at least the 4096 bytes of vm.pageBytes, or null", [
    ["huge pages are small", { vm: { ...vm, hugePageBytes: 2048 } }, RangeError, "2048"],
  ]),
  ...wrong("vm.hugePageBytes must be a power of two from 512 to 2^30 bytes, or null", [
    ["huge pages are not a power of two", { vm: { ...vm, hugePageBytes: 5000 } }, RangeError, "5000"],
  ]),
  ...wrong("vm.zeroPages must be at most the 256 pages of vm.memoryBytes", [
    ["zero pages are beyond memory", { vm: { ...vm, zeroPages: 257 } }, RangeError, "257"],
  ]),
  ...wrong("vm.zeroPages must be a whole number of pages from 0 to 4294967296", [
    ["zero pages are a fraction", { vm: { ...vm, zeroPages: 0.5 } }, RangeError, "0.5"],
    ["zero pages are negative", { vm: { ...vm, zeroPages: -1 } }, RangeError, "-1"],
  ]),
  ...wrong("vm.zeroFirstPage + zeroPages must be within the VM's 256 pages", [
    ["a run of zero pages ends beyond memory", { vm: { ...vm, zeroPages: 56, zeroFirstPage: 201 } }, RangeError, "257"],
  ]),
  ...wrong("vm.zeroExtents must be runs without a page in common", [
    [
      "runs of zero pages overlap",
      { vm: { ...vm, zeroExtents: [{ firstPage: 9, pages: 5 }, { firstPage: 0, pages: 10 }] } },
      RangeError,
      "9",
    ],
  ]),
  ...wrong("vm.zeroExtents must be within the VM's 256 pages", [
    [
      "a run of zero pages is beyond memory",
      { vm: { ...vm, zeroExtents: [{ firstPage: 200, pages: 57 }] } },
      RangeError,
      "257",
    ],
  ]),
  ...wrong("vm.resumePages must be within the VM's 256 pages", [
    ["a page touched at resume is beyond memory", { vm: { ...vm, resumePages: [3, 256] } }, RangeError, "256"],
  ]),
  ...wrong("vm.resumePages must be a list of page numbers", [
    ["the pages touched at resume are a number", { vm: { ...vm, resumePages: 3 } }, TypeError, "3"],
  ]),
  ...wrong("vm.vcpus must be a whole number from 1 to 4096", [
    ["there is no virtual CPU", { vm: { ...vm, vcpus: 0 } }, RangeError, "0"],
    ["there is half a virtual CPU", { vm: { ...vm, vcpus: 1.5 } }, RangeError, "1.5"],
    ["several fields are wrong; the first one is reported", { vm: { ...vm, vcpus: 0 }, seed: null }, RangeError, "0"],
  ]),
  ...wrong("vm.stateBytes must be a number of bytes from 0 to 1000000000000", [
    ["the state is negative", { vm: { ...vm, stateBytes: -1 } }, RangeError, "-1"],
  ]),
];

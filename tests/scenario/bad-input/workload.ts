import { KIND_FIELDS } from "../../../lib/scenario/fields.ts";
import { type BadInput, FIELDS, uniform, vm, wrong } from "./bad-input.ts";

const KINDS = Object.keys(KIND_FIELDS).join(", ");

/** Wrong ways to write the workload. */
export const WORKLOAD: readonly BadInput[] = [
  ...wrong("workload must be an object with a kind", [
    ["the workload is null", { vm, workload: null }, TypeError, "null"],
    ["the workload is a string", { vm, workload: "uniform" }, TypeError, '"uniform"'],
  ]),
  ...wrong("workload.0 must be an object with a kind", [
    ["a workload is a list", { vm, workload: [[uniform]] }, TypeError, '[{"kind":"uniform","writesPerSecond":100}]'],
  ]),
  ...wrong("workload.1 must be an object with a kind", [
    ["a workload is missing from its list", { vm, workload: [uniform, null] }, TypeError, "null"],
  ]),
  ...wrong(`workload.kind must be one of ${KINDS}`, [
    ["the kind is missing", { vm, workload: { writesPerSecond: 100 } }, TypeError, "nothing"],
    ["the kind is unknown", { vm, workload: { kind: "random", writesPerSecond: 100 } }, RangeError, '"random"'],
    ["the kind is __proto__", { vm, workload: { kind: "__proto__" } }, RangeError, '"__proto__"'],
  ]),
  ...wrong(`workload.0.kind must be one of ${KINDS}`, [
    [
      "the kind is misspelled",
      { vm, workload: [{ kind: "Hot_Cold" }] },
      RangeError,
      '"Hot_Cold" (did you mean hot-cold?)',
    ],
  ]),
  ...wrong("workload.writesPerSecond must be a number of writes per second from 0 to 1000000000000000", [
    ["the write rate is missing", { vm, workload: { kind: "uniform" } }, TypeError, "nothing"],
    ["the write rate is a string", { vm, workload: { ...uniform, writesPerSecond: "100" } }, TypeError, '"100"'],
    ["the write rate is negative", { vm, workload: { ...uniform, writesPerSecond: -1 } }, RangeError, "-1"],
    ["the write rate is infinite", { vm, workload: { ...uniform, writesPerSecond: Infinity } }, RangeError, "Infinity"],
  ]),
  ...wrong(`workload must have only the fields ${FIELDS.uniform}`, [
    [
      "the write rate is misspelled",
      { vm, workload: { kind: "uniform", writePerSecond: 100 } },
      TypeError,
      '"writePerSecond": 100 (did you mean writesPerSecond?)',
    ],
    ["a field of another kind is given", { vm, workload: { ...uniform, hotShare: 0.9 } }, TypeError, '"hotShare": 0.9'],
  ]),
  ...wrong(`workload must have only the fields ${FIELDS.sequential}`, [
    [
      "a sequential workload has touches per write",
      { vm, workload: { ...uniform, kind: "sequential", touchesPerWrite: 2 } },
      TypeError,
      '"touchesPerWrite": 2 (did you mean touchesPerSecond?)',
    ],
  ]),
  ...wrong("workload.pages must be a whole number of pages from 1 to 4294967296", [
    ["a workload has no pages", { vm, workload: { ...uniform, pages: 0 } }, RangeError, "0"],
    ["a workload has half a page", { vm, workload: { ...uniform, pages: 0.5 } }, RangeError, "0.5"],
  ]),
  ...wrong("workload.0.firstPage + pages must be within the VM's 256 pages", [
    [
      "a workload reaches beyond memory",
      { vm, workload: { ...uniform, firstPage: 200, pages: 57 } },
      RangeError,
      "257",
    ],
  ]),
  ...wrong("workload.1.firstPage + pages must be within the VM's 256 pages", [
    ["a workload begins beyond memory", { vm, workload: [uniform, { ...uniform, firstPage: 256 }] }, RangeError, "256"],
  ]),
  ...wrong("workload.0.pages must be left out if extents are given", [
    [
      "a workload has a range and extents",
      { vm, workload: { ...uniform, pages: 5, extents: [{ firstPage: 0, pages: 5 }] } },
      RangeError,
      "5",
    ],
  ]),
  ...wrong("workload.0.extents must be within the VM's 256 pages", [
    [
      "an extent is beyond memory",
      { vm, workload: { ...uniform, extents: [{ firstPage: 255, pages: 2 }] } },
      RangeError,
      "257",
    ],
  ]),
  ...wrong("workload.0.extents must be a list of at least one run of pages", [
    ["a workload has no extent", { vm, workload: { ...uniform, extents: [] } }, TypeError, "[]"],
  ]),
  ...wrong("workload.0.startPage must be below the extents' 16 pages", [
    [
      "a sequential workload starts outside its extents",
      { vm, workload: { ...uniform, kind: "sequential", extents: [{ firstPage: 9, pages: 16 }], startPage: 16 } },
      RangeError,
      "16",
    ],
  ]),
  ...wrong("workload.0.touchesPerWrite must be left out if touchesPerSecond is given", [
    [
      "touches are given per write and per second",
      { vm, workload: { ...uniform, touchesPerWrite: 2, touchesPerSecond: 5 } },
      RangeError,
      "2",
    ],
  ]),
  ...wrong("workload.0.writesPerSecond must be 0 if touchesPerSecond is given", [
    [
      "a sequential workload reads and writes at two rates",
      { vm, workload: { ...uniform, kind: "sequential", touchesPerSecond: 5 } },
      RangeError,
      "100",
    ],
  ]),
  ...wrong("workload.firstPage must be a whole number from 0 to 4294967296", [
    ["a workload begins before memory", { vm, workload: { ...uniform, firstPage: -1 } }, RangeError, "-1"],
  ]),
  ...wrong("workload.touchesPerWrite must be a number from 0 to 1000000", [
    ["touches per write are NaN", { vm, workload: { ...uniform, touchesPerWrite: NaN } }, RangeError, "NaN"],
  ]),
  ...wrong("workload.hotFraction must be a number above 0, at most 1", [
    [
      "the hot fraction is a percentage",
      { vm, workload: { ...uniform, kind: "hot-cold", hotFraction: 10, hotShare: 0.9 } },
      RangeError,
      "10",
    ],
  ]),
  ...wrong("workload.hotShare must be a number from 0 to 1", [
    [
      "the hot share is missing",
      { vm, workload: { ...uniform, kind: "hot-cold", hotFraction: 0.1 } },
      TypeError,
      "nothing",
    ],
  ]),
  ...wrong("workload.exponent must be a number from 0 to 4", [
    ["the exponent is too large", { vm, workload: { ...uniform, kind: "power-law", exponent: 5 } }, RangeError, "5"],
  ]),
  ...wrong("workload.0.startPage must be below the range's 16 pages", [
    [
      "a sequential workload starts outside its range",
      { vm, workload: { ...uniform, kind: "sequential", pages: 16, startPage: 16 } },
      RangeError,
      "16",
    ],
  ]),
  ...wrong("workload.0.points must be a list of at least two points", [
    ["a curve has one point", { vm, workload: curve([[1, 9]]) }, TypeError, '[{"seconds":1,"dirtyPages":9}]'],
  ]),
  ...wrong("workload.0.points.1.seconds must be above the 1 of the point before", [
    ["a curve goes back in time", { vm, workload: curve([[1, 5], [0.5, 9]]) }, RangeError, "0.5"],
  ]),
  ...wrong("workload.0.points.1.dirtyPages must be at least the 9 of 1 s: a dirty curve does not decrease", [
    ["a curve decreases", { vm, workload: curve([[1, 9], [2, 8]]) }, RangeError, "8"],
  ]),
  ...wrong("workload.0.points.1.dirtyPages must be at most the 256 pages that can be written", [
    ["a curve has more pages than memory", { vm, workload: curve([[1, 9], [2, 257]]) }, RangeError, "257"],
  ]),
  ...wrong("workload.0.points must be points of which one has dirty pages", [
    [
      "a curve has no dirty page",
      { vm, workload: curve([[1, 0], [2, 0]]) },
      TypeError,
      '[{"seconds":1,"dirtyPages":0},{"seconds":2,"dirtyPages":0}]',
    ],
  ]),
  ...wrong("workload.0.frames must be a list of at least one frame", [
    ["a trace has no frame", { vm, workload: { kind: "trace", frames: [] } }, TypeError, "[]"],
  ]),
  ...wrong("workload.0.frames.1.seconds must be later than the frame before", [
    [
      "a trace goes back in time",
      { vm, workload: { kind: "trace", frames: [{ seconds: 1, dirty: "" }, { seconds: 1, dirty: "" }] } },
      RangeError,
      "1",
    ],
  ]),
  ...wrong("workload.frames.0.dirty must be a bitmap in base64", [
    [
      "a trace has something else than base64",
      { vm, workload: { kind: "trace", frames: [{ seconds: 1, dirty: "?" }] } },
      TypeError,
      '"?"',
    ],
  ]),
];

function curve(points: [seconds: number, dirtyPages: number][]) {
  return { kind: "curve", points: points.map(([seconds, dirtyPages]) => ({ seconds, dirtyPages })) };
}

import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { runCommandLine } from "../../cli/run.ts";
import { measuredRuns, validate } from "../../lib/qemu.ts";
import * as xen from "../../lib/xen.ts";
import { runOf } from "../qemu/runs.ts";
import { rawRun } from "../xen/runs.ts";
import { commandLine, withFiles } from "./command-line.ts";
import { fakeIo } from "../shell/fake-io.ts";

/** A run that takes as long as predicted, and one that takes a tenth longer. */
const RIGHT = runOf({ id: "right" });
RIGHT.measured.totalTimeSeconds = validate([RIGHT], { seeds: 1 }).runs[0].predicted.totalSeconds;
const LATE = runOf({
  id: "late",
  engine: "post-copy",
  totalPages: 20_000,
  workload: { bufferMiB: 40, pagesPerSecond: 20_000 },
  measured: { demandRequests: 30, blockedSeconds: 0.5 },
});
LATE.measured.totalTimeSeconds = validate([LATE], { seeds: 1 }).runs[0].predicted.totalSeconds / 0.9;
const MEMTESTER = runOf({
  id: "memtester",
  workload: { kind: "memtester", pagesPerSecond: null },
  firstPass: { seconds: 0.4, dirtiedPages: 600 },
  measured: { totalTimeSeconds: 500 },
});
const NEVER = runOf({ id: "never", measured: { status: "cancelled", downtimeSeconds: null } });

const lines = (...runs: unknown[]) => runs.map((run) => `${JSON.stringify(run)}\n`).join("");

/** Runs `validate` on a file of these lines. */
async function validated(text: string, ...args: string[]) {
  const io = fakeIo({ "a.jsonl": text });
  const quick = args.includes("--seeds") ? [] : ["--seeds", "1"];
  const code = await runCommandLine(["validate", "a.jsonl", ...quick, ...args], io);
  return { code, printed: io.printed.join(""), complained: io.complained.join(""), io };
}

Deno.test("validate --json prints every run with its prediction and errors, and the summary by engine", async () => {
  const { code, printed, complained } = await validated(lines(RIGHT, LATE, MEMTESTER), "--json");
  assertEquals([code, complained], [0, ""]);
  assertStrictEquals(printed.indexOf("\n"), printed.length - 1, "one document on one line");
  const { runs, summary, ...others } = JSON.parse(printed);
  assertEquals(others, {});
  assertEquals(runs.map(({ id, engine, counted }: typeof runs[0]) => [id, engine, counted]), [
    ["right", "pre-copy", true],
    ["late", "post-copy", true],
    ["memtester", "pre-copy", false],
  ]);
  const figures = ["totalTime", "pages", "downtimeMs", "demandFaults", "blockedTime"];
  for (const { predicted, error } of runs) {
    for (
      const name of [
        "totalSeconds",
        "downtimeSeconds",
        "pagesTransferred",
        "bytesTransferred",
        "demandFaults",
        "blockedSeconds",
      ]
    ) assertStrictEquals(typeof predicted[name], "number", name);
    assertEquals(Object.keys(error), figures);
  }
  assertEquals(Object.keys(summary), ["pre-copy", "post-copy", "all"]);
  for (const errors of Object.values<Record<string, object>>(summary)) {
    assertEquals(Object.keys(errors), figures);
    for (const error of Object.values(errors)) assertEquals(Object.keys(error), ["p50", "p90", "max"]);
  }
  assert(Math.abs(summary["post-copy"].totalTime.max - 0.1) < 1e-9);
  assert(summary["post-copy"].blockedTime.p50 > 0);
  assertStrictEquals(summary["pre-copy"].blockedTime.p50, null);
  // The summary excludes memtester's 500 seconds.
  assert(summary["pre-copy"].totalTime.max < 1e-9);
});

Deno.test("validate prints a line for each run, predicted before measured, and the errors by engine", async () => {
  const { printed, io } = await validated(lines(RIGHT, LATE, MEMTESTER), "--out", "there");
  const found = printed.split("\n");
  assertStrictEquals(found[0], "Predicted/measured");
  assertMatch(found[1], /^run +total time \[s\] +error +pages /);
  assertMatch(printed, /^late +\d+\.\d\d\/\d+\.\d\d +10\.0 % +\d+\/7000 .*\/30 +\d+\.\d\d\/0\.50$/m);
  assertMatch(printed, /^memtester \* /m);
  assertMatch(printed, /^\* a run whose write rate was inferred; excluded from the summary: 1 of 3\.$/m);
  assertMatch(printed, /^Every verdict is right\.$/m);
  assertMatch(printed, /^post-copy +total migration time \[%\] +10 +10 +10$/m);
  assertMatch(printed, /^all +downtime \[ms\] +\d+ +\d+ +\d+$/m);
  assertMatch(printed, /Wrote there\/validation\.svg\n$/);
  assertEquals(io.shown.map((text) => text.replace(/^\[.*\] /, "")), [
    "1/3 runs",
    "2/3 runs",
    "3/3 runs",
    "",
    "drawing",
    "",
  ]);
});

Deno.test("validate marks a wrong verdict and a run that never completed", async () => {
  const { code, printed } = await validated(lines(RIGHT, NEVER));
  assertStrictEquals(code, 0);
  assertMatch(printed, /^never ! +\d+\.\d\d\/never$/m);
  assertMatch(printed, /^! a wrong verdict: 1 of 2\.$/m);
});

Deno.test("validate --out writes only validation.svg to the folder", async () => {
  const { io } = await validated(lines(RIGHT, LATE), "--out", "there", "--json");
  assertEquals(Array.from(io.written.keys()), ["there/validation.svg"]);
  const svg = io.written.get("there/validation.svg")!;
  assertMatch(svg, /^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  for (const word of ["pre-copy", "post-copy", "predicted", "measured"]) assertMatch(svg, new RegExp(word, "i"));
});

Deno.test("validate --max-error exits with code 1 if a counted run's total time is off by more or its verdict is wrong", async () => {
  const codes = async (maxError: string, ...runs: unknown[]) =>
    (await validated(lines(...runs), "--max-error", maxError)).code;
  assertStrictEquals(await codes("0.11", RIGHT, LATE), 0);
  assertStrictEquals(await codes("0.09", RIGHT, LATE), 1);
  assertStrictEquals(await codes("0.001", RIGHT), 0);
  assertStrictEquals(await codes("1", RIGHT, NEVER), 1);
  // Memtester's rate is unknown.
  assertStrictEquals(await codes("0.01", RIGHT, MEMTESTER), 0);
});

Deno.test("validate --max-error names each run that fails on standard error, and takes percent", async () => {
  const { code, complained } = await validated(lines(RIGHT, LATE, NEVER), "--max-error", "5%");
  assertStrictEquals(code, 1);
  assertMatch(complained, /^late: total time is off by \d+ %, more than 5 %\nnever: the predicted verdict is wrong\n$/);
  assertStrictEquals((await validated(lines(RIGHT), "--max-error", "5%")).complained, "");
});

Deno.test("validate with bad flags exits with code 2, reports one line and writes nothing", async (t) => {
  const cases: [string[], RegExp][] = [
    [["--max-error", "x"], /^Cannot read --max-error: it must be a number such as 25 %, got "x"$/],
    [["--max-error", "15"], /^--max-error must be a share from 0 to 1, or from 0 % to 100 %, got 15$/],
    [["--max-error="], /^--max-error needs a value$/],
    [["--seeds", "0"], /^--seeds must be a whole number from 1 to 1000, got 0$/],
    [["--seed", "1"], /^unknown flag --seed \(did you mean --seeds\?\)$/],
    [["--json=1"], /^--json takes no value \(got 1\)$/],
    [["b.jsonl"], /^unexpected argument: b\.jsonl$/],
  ];
  for (const [args, expected] of cases) {
    await t.step(args.join(" "), async () => {
      const { code, printed, complained, io } = await validated(lines(RIGHT), ...args);
      assertEquals([code, printed, io.written.size], [2, "", 0]);
      assertMatch(complained.trimEnd(), expected);
    });
  }
});

Deno.test("validate names the invalid line and writes nothing", async (t) => {
  const good = lines(RIGHT);
  const cases: [string, string, RegExp][] = [
    ["an empty file", "", /^Cannot read a\.jsonl: the file is empty$/],
    ["blank lines", "\n \n", /^Cannot read a\.jsonl: the file is empty$/],
    ["a line that is not JSON", `${good}\n${good}{"id": \n`, /^Cannot read a\.jsonl: line 4 is not JSON: .+$/],
    [
      "a list on several lines",
      JSON.stringify([RIGHT], null, 2),
      /^Cannot read a\.jsonl: line 1 is not JSON: .+$/,
    ],
    ["a list", lines([RIGHT]), /^Cannot read measured run from a\.jsonl: line 1 must be an object, got \[.*$/],
    ["null", `${good}\n\nnull`, /^Cannot read measured run from a\.jsonl: line 4 must be an object, got null$/],
    [
      "a field that is missing",
      `${good}${lines({ ...RIGHT, engine: undefined })}`,
      /^Cannot read measured run from a\.jsonl: line 2\.engine must be one of pre-copy, .*, got nothing$/,
    ],
    [
      "a field that is wrong",
      lines(RIGHT, RIGHT, { ...RIGHT, measured: { ...RIGHT.measured, status: "failed" } }),
      /^Cannot read measured run from a\.jsonl: line 3\.measured\.status must be one of completed, cancelled, got "failed"$/,
    ],
  ];
  for (const [why, text, expected] of cases) {
    await t.step(why, async () => {
      const { code, printed, complained, io } = await validated(text);
      assertEquals([code, printed, io.written.size], [2, "", 0]);
      assertStrictEquals(complained.indexOf("\n"), complained.length - 1);
      assertMatch(complained.trimEnd(), expected);
    });
  }
});

Deno.test("validate skips empty lines and accepts a byte order mark and Windows line ends", async () => {
  const { code, printed } = await validated(`\ufeff\r\n${JSON.stringify(RIGHT)}\r\n\r\n`, "--json");
  assertStrictEquals(code, 0);
  assertStrictEquals(JSON.parse(printed).runs.length, 1);
});

const XEN = rawRun({ id: "a-xen-run" });
const BUSY = rawRun({ id: "busy", hostLoad: 3 });

Deno.test("validate takes a table of Xen: a line is one of Xen if its hypervisor begins with xen-", async () => {
  const { code, printed, io } = await validated(lines(XEN, BUSY), "--json");
  assertStrictEquals(code, 0);
  const { runs, summary, ...others } = JSON.parse(printed);
  assertEquals(others, {});
  const expected = xen.validate([XEN, BUSY].map((run) => xen.parseXenRun(run, "a run")), { seeds: 1 });
  assertEquals({ runs, summary }, JSON.parse(JSON.stringify(expected)));
  assertEquals(Object.keys(summary), ["pre-copy", "pv", "pvOther", "pvh", "all"]);
  assertEquals(Array.from(io.written.keys()), ["out/validation-xen.svg"]);
});

Deno.test("validate prints the runs and errors of Xen, without faults", async () => {
  const { printed } = await validated(lines(XEN, BUSY));
  assertMatch(printed, /^run +total time \[s\] +error +pages +error +downtime \[ms\]$/m);
  assertMatch(printed, /^a-xen-run +\d+\.\d\d\/8\.00 +\d+\.\d % +\d+\/19880 /m);
  assertMatch(printed, /^\* a run whose host had other work, .*: 1 of 2\.$/m);
  assertMatch(printed, /^PV, not calibrated on +pages per round \[%\] /m);
  assertMatch(printed, /Wrote out\/validation-xen\.svg\n$/);
});

Deno.test("a table of both hypervisors gives both, with the summary of Xen apart; --hypervisor takes one", async () => {
  const both = lines(XEN, RIGHT);
  const { printed, io } = await validated(both, "--json");
  const { runs, summary, xen, ...others } = JSON.parse(printed);
  assertEquals(others, {});
  assertEquals(runs.map(({ id }: { id: string }) => id), ["right", "a-xen-run"]);
  assertEquals([Object.keys(summary), Object.keys(xen).includes("pv")], [["pre-copy", "all"], true]);
  assertEquals(Array.from(io.written.keys()), ["out/validation.svg", "out/validation-xen.svg"]);
  const text = (await validated(both)).printed;
  assertMatch(text, /^right .*^a-xen-run /ms);
  for (const [hypervisor, id] of [["qemu", "right"], ["xen", "a-xen-run"]]) {
    const one = JSON.parse((await validated(both, "--json", "--hypervisor", hypervisor)).printed);
    assertEquals(Object.keys(one), ["runs", "summary"]);
    assertEquals(one.runs.map((run: { id: string }) => run.id), [id]);
  }
  const none = await validated(lines(RIGHT), "--hypervisor", "xen");
  assertEquals([none.code, none.complained], [2, "Cannot validate: a.jsonl has no runs of xen\n"]);
});

Deno.test("validate --max-error holds for runs of Xen, and names their wrong lines", async () => {
  assertStrictEquals((await validated(lines(XEN), "--max-error", "1")).code, 0);
  assertStrictEquals((await validated(lines(XEN), "--max-error", "0")).code, 1);
  const { code, complained } = await validated(lines(RIGHT, { ...XEN, guest: "hvm" }));
  assertStrictEquals(code, 2);
  assertMatch(complained, /^Cannot read measured run from a\.jsonl: line 2\.guest must be one of pv, pvh, got "hvm"/);
});

Deno.test("validate without a file takes the tables that come with the project, and reaches no folder but --out", async () => {
  await withFiles({}, async (folder) => {
    const permissions = ["-P=validate", `--allow-write=${folder}`];
    const out = `${folder}/new`;
    const { code, stdout, stderr } = await commandLine(["validate", "--json", "--seeds", "1", "--out", out], {
      permissions,
    });
    assertEquals([code, stderr], [0, ""]);
    const { runs } = JSON.parse(stdout);
    assertEquals(
      runs.map(({ id }: { id: string }) => id),
      [...measuredRuns(), ...xen.measuredRuns()].map(({ id }) => id),
    );
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["new"]);
    assertEquals(Array.from(Deno.readDirSync(out), ({ name }) => name).sort(), [
      "validation-xen.svg",
      "validation.svg",
    ]);
  });
});

Deno.test("validate exits with code 2 for a missing file, a folder, or an --out without write permission", async (t) => {
  await withFiles({ "a.jsonl": lines(RIGHT) }, async (folder) => {
    const cases: [string, string[], string][] = [
      ["absent", ["DIR/b.jsonl"], "Cannot read DIR/b.jsonl: no such file"],
      ["folder", ["DIR"], "Cannot read DIR: it is a directory"],
      [
        "not allowed",
        ["DIR/a.jsonl", "--out", "DIR/x"],
        "Cannot write to DIR/x: the permissions given do not cover it; see --help",
      ],
    ];
    for (const [why, args, expected] of cases) {
      await t.step(why, async () => {
        const { code, stdout, stderr } = await commandLine(
          ["validate", ...args.map((arg) => arg.replace("DIR", folder))],
          { permissions: ["-P=validate"] },
        );
        assertEquals([code, stdout], [2, ""]);
        assertStrictEquals(stderr.replaceAll(folder, "DIR"), `${expected}\n`);
      });
    }
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["a.jsonl"]);
  });
});

Deno.test("validate --help prints the help without reading a file", async () => {
  const io = fakeIo();
  assertStrictEquals(await runCommandLine(["validate", "absent.jsonl", "--help"], io), 0);
  assertMatch(io.printed.join(""), /^Predict measured live migrations[^]*--max-error SHARE[^]*Exit code: 0 done, 1 /);
  assertEquals([io.complained, io.written.size], [[], 0]);
});

import { assertEquals, assertMatch } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { type MeasureCommandLine, parseFlags } from "../../harness/flags.ts";
import { SMOKE_PLAN } from "../../harness/plan.ts";

const parse = (line: string, files: Record<string, string> = {}): Promise<MeasureCommandLine> =>
  parseFlags(line.split(" ").filter(Boolean), (path) => {
    if (path in files) return Promise.resolve(files[path]);
    return Promise.reject(new Deno.errors.NotFound());
  });

Deno.test("flags describe one run", async () => {
  const line =
    "--engine three-stage --memory-mib 512 --link-mbit 0.5e3 --downtime-ms 50 --kind hot-cold --buffer-mib 300";
  const more = "--pages-per-second 100 --hot-share 0.8 --capability auto-converge --capability postcopy-preempt";
  const workload = { kind: "hot-cold" as const, bufferMiB: 300, pagesPerSecond: 100, hotFraction: 0.1, hotShare: 0.8 };
  assertEquals((await parse(`${line} ${more}`)).runs, [{
    engine: "three-stage",
    memoryMiB: 512,
    linkMbitPerSecond: 500,
    downtimeLimitMs: 50,
    workload,
    capabilities: ["auto-converge", "postcopy-preempt"],
  }]);
});

Deno.test("what is not given has a default", async () => {
  const { runs, ...rest } = await parse("--engine post-copy");
  assertEquals(runs[0].workload, { kind: "uniform", bufferMiB: 140, pagesPerSecond: 2000 });
  assertEquals(rest, {
    help: false,
    json: false,
    smoke: false,
    out: "out/measured.jsonl",
    accelerator: "tcg",
    qemu: undefined,
    kernelPath: undefined,
    limitSeconds: undefined,
  });
});

Deno.test("a plan is read from its file, the smoke plan is known", async () => {
  assertEquals((await parse("--smoke")).runs, SMOKE_PLAN);
  assertEquals((await parse("--plan p.json", { "p.json": JSON.stringify(SMOKE_PLAN) })).runs, SMOKE_PLAN);
});

const BAD_LINES: [string, string][] = [
  ["", "one of --smoke, --plan and --engine must be given, see --help"],
  ["--engine foo", '--engine must be one of pre-copy, three-stage, post-copy, got "foo"'],
  ["--kind uniform", "--engine must be one of pre-copy, three-stage, post-copy, got nothing"],
  ["--engine pre-copy --memory-mib big", '--memory-mib must be a whole number from 81 to 1000000, got "big"'],
  ["--engine pre-copy --buffer-mib 200", "--buffer-mib must be at most 176 with memoryMiB 256, got 200"],
  ["--engine pre-copy --kind foo", '--kind must be one of uniform, hot-cold, sequential, got "foo"'],
  ["--engine pre-copy --hot-share 1", "--hot-share must stand with --kind hot-cold, got 1"],
  ["--engine pre-copy --capability foo", '--capability must be one of auto-converge, postcopy-preempt, got "foo"'],
  ["--smoke --engine pre-copy", "--smoke must stand without --engine"],
  ["--plan p.json --smoke", "--plan must stand without --smoke"],
  ["--plan p.json", '--plan must be a file that can be read, got "p.json"'],
  ["--smoke --accel xen", '--accel must be one of tcg, kvm, got "xen"'],
  ["--smoke --limit-seconds 0", '--limit-seconds must be a number above 0, at most 86400, got "0"'],
  ["--smoke --limit-seconds soon", '--limit-seconds must be a number above 0, at most 86400, got "soon"'],
];

for (const [line, message] of BAD_LINES) {
  Deno.test(`parseFlags refuses "${line}"`, async () => {
    await assertRejectsWith(() => parse(line), { message: `Cannot measure: ${message}`, kind: "input" });
  });
}

Deno.test("parseFlags refuses a plan that is no JSON, in one line", async () => {
  await assertRejectsWith(() => parse("--plan p.json", { "p.json": "{\n\n" }), (error: Error) => {
    assertMatch(error.message, /^Cannot measure: --plan must be JSON, got "p.json": .*$/);
    return true;
  });
});

for (const line of ["--foo", "--engine", "plan.json", "--smoke=yes"]) {
  Deno.test(`parseFlags refuses "${line}" in one line`, async () => {
    await assertRejectsWith(() => parse(line), (error: Error) => {
      assertMatch(error.message, /^Cannot measure: [^\n]*see --help$/);
      return true;
    });
  });
}

Deno.test("parseFlags leads the files that flags name from the caller's folder, and nothing else", async () => {
  const read: string[] = [];
  const readText = (path: string) => {
    read.push(path);
    return Promise.resolve('[{"engine": "post-copy"}]');
  };
  const callerPath = (path: string) => `caller/${path}`;
  const parsed = (...args: string[]) => parseFlags(["--smoke", ...args], readText, callerPath);
  const { out, qemu, kernelPath } = await parsed("--out", "a.jsonl", "--qemu", "b/qemu", "--kernel", "c");
  assertEquals([out, qemu, kernelPath], ["caller/a.jsonl", "caller/b/qemu", "caller/c"]);
  const other = await parsed("--qemu", "qemu-system-x86_64");
  assertEquals([other.out, other.qemu, other.kernelPath], ["out/measured.jsonl", "qemu-system-x86_64", undefined]);
  await parseFlags(["--plan", "p.json"], readText, callerPath).catch(() => {});
  assertEquals(read, ["caller/p.json"]);
});

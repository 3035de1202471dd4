// cspell:ignore memorybytes simulte
import { assertMatch, assertStrictEquals } from "@std/assert";
import { commandLine, withFiles } from "./command-line.ts";

const DEEP = 100_000;

const FILES = {
  "empty.json": "",
  "blank.json": " \n\t\n",
  "words.json": "memory: 1 GiB\n",
  "truncated.json": '{\n  "vm": {\n    "memoryBytes": 1048576',
  "two.json": '{"vm": {"memoryBytes": 1048576}}\n{"vm": {"memoryBytes": 1048576}}\n',
  "binary.json": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]),
  "null.json": "null",
  "deep.json": "[".repeat(DEEP) + "]".repeat(DEEP),
  "deep-field.json": `{"vm": ${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}}`,
  "controls.json": '{"a\u009bb\u202ec": 1}',
  "workloads.json": JSON.stringify({
    vm: { memoryBytes: 2 ** 20 },
    workload: [{ kind: "uniform", writesPerSecond: 1 }, { kind: "uniform", writesPerSecond: 2 }],
  }),
  "doubled.json": '{ "vm": { "memoryBytes": 4096 },\n  "vm": { "memoryBytes": 8192 } }',
  "field.json": '{"vm": {"memoryBytes": -1}}',
  "plan-rows.json": '{"axes": {}, "rows": 1}',
  "plan-axes.json": '{"base": {}}',
  "plan-axis.json": '{"axes": {"vm.memoryBytes": 4096}}',
  "plan-empty.json": '{"axes": {"seed": []}}',
  "plan-base.json": '{"base": null, "axes": {}}',
  "plan-replicates.json": '{"axes": {}, "replicates": "5"}',
  "plan-large.json": '{"axes": {"seed": [1, 2]}, "replicates": 60000}',
  "plan-path.json": '{"axes": {"vm.memorybytes": [4096]}}',
  "plan-through.json": '{"base": {"seed": 1}, "axes": {"seed.x": [4096]}}',
  "plan-scenario.json": '{"axes": {"vm.memoryBytes": [4096, 1000]}}',
};

/** The mistake, the words, and the expected line on standard error. DIR is the folder of the files. */
const CASES: [string, string[], string | RegExp][] = [
  ["there is no command", [], "missing command; see --help"],
  ["the command is misspelled", ["simulte"], "unknown command: simulte (did you mean simulate?)"],
  ["the command has the name of an object method", ["toString"], "unknown command: toString; see --help"],
  ["a kind of workload is missing", ["simulate", "--hot-fraction", ".1"], "--hot-fraction needs --workload hot-cold"],
  ["the exponent has no kind", ["simulate", "--exponent", "1"], "--exponent needs --workload power-law"],
  ["a range has no writes", ["simulate", "--memory", "1GiB", "--written", "1MiB"], "--written needs --writes"],
  [
    "the range exceeds memory",
    ["simulate", "--memory", "4GiB", "--writes", "5", "--written", "8GiB"],
    "--written must be at most the 4 GiB of memory, got 8 GiB",
  ],
  [
    "the range is not whole pages",
    ["simulate", "--memory", "4GiB", "--writes", "5", "--written", "1000"],
    "--written must be a whole number of pages of 4096 bytes, got 1000",
  ],
  [
    "memory is given in powers of 1000",
    ["simulate", "--memory", "4GB"],
    "--memory must be a whole number of pages of 4096 bytes, got 4000000000 (did you mean 4 GiB?)",
  ],
  [
    "memory exceeds 2^32 pages",
    ["simulate", "--memory", "100TiB"],
    /^--memory must be at most 2\^32 pages, 16 TiB, got/,
  ],
  ["a rate is 0", ["simulate", "--memory", "1GiB", "--cap", "0"], /^--cap must be .* or none, got "0"$/],
  ["a rate is negative", ["simulate", "--memory", "1GiB", "--cap", "-1"], /^--cap must be .* or none, got "-1"$/],
  [
    "a limit is 0",
    ["simulate", "--memory", "1GiB", "--time-limit", "0"],
    /^--time-limit must be .*, at most 1000000000, got "0"$/,
  ],
  [
    "there are more zero pages than pages",
    ["simulate", "--memory", "1MiB", "--zero-pages", "9999"],
    "--zero-pages must be at most the 256 pages of --memory, got 9999",
  ],
  [
    "the chart is not an SVG file",
    ["simulate", "--memory", "1MiB", "--plot", "x.png"],
    "--plot writes SVG: the file name must end in .svg, got x.png",
  ],
  [
    "an engine is chosen and all are compared",
    ["simulate", "--memory", "1MiB", "--engine", "pre-copy", "--compare"],
    "--engine cannot be given with --compare",
  ],
  [
    "a key occurs twice",
    ["simulate", "DIR/doubled.json"],
    'Cannot read DIR/doubled.json: "vm" is given twice (line 2 column 3)',
  ],
  ["a share is above 1", ["validate", "--max-error", "500%"], /^--max-error must be a share from 0 to 1.*, got 500%$/],
  ["there is no file", ["sweep"], "missing argument: PLAN.json; see --help"],
  ["the file name is empty", ["simulate", ""], "FILE.json is empty; see --help"],
  ["--scenario is without --json", ["simulate", "--memory", "1GiB", "--scenario"], "--scenario needs --json"],
  ["memory is missing", ["simulate", "--writes", "5/s"], /^--memory must be a whole number of bytes .*, got nothing$/],
  ["a flag is out of range", ["simulate", "--memory", "1GiB", "--vcpus", "0"], /^--vcpus must be a whole .*, got "0"$/],
  [
    "a flag has a wrong unit",
    ["simulate", "--memory", "4s"],
    'Cannot read --memory: it must be a number such as 512 MiB or 4 GiB, got "4s"',
  ],
  [
    "a flag has an unknown name",
    ["simulate", "--engine", "precopy"],
    /^--engine must be one of .* \(did you mean pre-copy\?\)$/,
  ],
  [
    "a kind lacks a field",
    ["simulate", "--memory", "1GiB", "--writes", "5", "--workload", "power-law"],
    "--exponent must be a number from 0 to 4, got nothing",
  ],
  [
    "memory is not a whole number of pages",
    ["simulate", "--memory", "1000"],
    "--memory must be a whole number of pages of 4096 bytes, got 1000",
  ],
  [
    "the file's value is wrong, not the flag",
    ["simulate", "DIR/field.json", "--vcpus", "2"],
    /^Cannot read scenario from DIR\/field\.json: vm\.memoryBytes must be /,
  ],
  [
    "workload flags are used with a list of workloads",
    ["simulate", "DIR/workloads.json", "--writes", "5"],
    "flags of the workload need a file with one workload, got a list of several",
  ],
  [
    "the chart cannot be written",
    ["simulate", "--memory", "1MiB", "--plot", "/no/such.svg"],
    "Cannot write /no/such.svg: the permissions given do not cover it; see --help",
  ],
  ["a key controls the terminal", ["simulate", "DIR/controls.json"], /got "a b c": 1$/],
  ["there are two files", ["simulate", "a.json", "b.json"], "unexpected argument: b.json"],
  ["a flag is misspelled", ["simulate", "--jsn", "DIR/field.json"], "unknown flag --jsn (did you mean --json?)"],
  ["a flag has a value that it does not take", ["simulate", "--json=yes", "a.json"], "--json takes no value (got yes)"],
  ["the file is absent", ["simulate", "DIR/absent.json"], "Cannot read DIR/absent.json: no such file"],
  ["the file is a directory", ["simulate", "DIR"], "Cannot read DIR: it is a directory"],
  [
    "the file's folder is a file",
    ["simulate", "DIR/null.json/x"],
    "Cannot read DIR/null.json/x: a part of the path is not a directory",
  ],
  ["the file is empty", ["simulate", "DIR/empty.json"], "Cannot read DIR/empty.json: the file is empty"],
  ["the file is blank", ["simulate", "DIR/blank.json"], "Cannot read DIR/blank.json: the file is empty"],
  [
    "the file is not JSON",
    ["simulate", "DIR/words.json"],
    'Cannot read DIR/words.json: it is not JSON: unexpected token "memory" (line 1 column 1)',
  ],
  [
    "the file is truncated",
    ["simulate", "DIR/truncated.json"],
    "Cannot read DIR/truncated.json: it is not JSON: unexpected end (line 3 column 27)",
  ],
  [
    "the file holds two documents",
    ["simulate", "DIR/two.json"],
    'Cannot read DIR/two.json: it is not JSON: unexpected token "{" (line 2 column 1)',
  ],
  [
    "the file is binary",
    ["simulate", "DIR/binary.json"],
    /^Cannot read DIR\/binary\.json: it is not JSON: unexpected /,
  ],
  ["standard input is empty", ["simulate", "-"], "Cannot read standard input: the file is empty"],
  [
    "the scenario is null",
    ["simulate", "DIR/null.json"],
    "Cannot read scenario from DIR/null.json: it must be an object, got null",
  ],
  [
    "the file is nested deeply",
    ["simulate", "DIR/deep.json"],
    "Cannot read scenario from DIR/deep.json: it must be an object, got [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...",
  ],
  [
    "a field is nested deeply",
    ["simulate", "DIR/deep-field.json"],
    /^Cannot read scenario from DIR\/deep-field\.json: vm must have only the fields .*, got "a": (\{"a":)+.*\.\.\.$/,
  ],
  [
    "a field is wrong",
    ["simulate", "DIR/field.json"],
    "Cannot read scenario from DIR/field.json: " +
    "vm.memoryBytes must be a whole number of bytes above 0, at most 281474976710656, got -1",
  ],
  [
    "a plan has an unknown field",
    ["sweep", "DIR/plan-rows.json"],
    'Cannot read plan from DIR/plan-rows.json: it must have only the fields base, axes, linked, replicates, seed, compared, got "rows": 1',
  ],
  [
    "a plan has no axes",
    ["sweep", "DIR/plan-axes.json"],
    "Cannot sweep from DIR/plan-axes.json: axes must be an object, got nothing",
  ],
  [
    "a plan's axis is not a list",
    ["sweep", "DIR/plan-axis.json"],
    "Cannot sweep from DIR/plan-axis.json: axes.vm.memoryBytes must be a list of at least one value, got 4096",
  ],
  [
    "a plan's axis is empty",
    ["sweep", "DIR/plan-empty.json"],
    "Cannot sweep from DIR/plan-empty.json: axes.seed must be a list of at least one value, got []",
  ],
  [
    "a plan's base is null",
    ["sweep", "DIR/plan-base.json"],
    "Cannot sweep from DIR/plan-base.json: base must be an object, got null",
  ],
  [
    "a plan's replicates are a string",
    ["sweep", "DIR/plan-replicates.json"],
    'Cannot sweep from DIR/plan-replicates.json: replicates must be a whole number from 1 to 100000, got "5"',
  ],
  [
    "a plan is too large",
    ["sweep", "DIR/plan-large.json"],
    "Cannot sweep from DIR/plan-large.json: the plan must have at most 100000 simulations, got 120000",
  ],
  [
    "a plan's axis leads through a value",
    ["sweep", "DIR/plan-through.json"],
    'Cannot sweep from DIR/plan-through.json: axes must lead through objects, got "seed.x" under a number',
  ],
  [
    "a plan's axis is misspelled",
    ["sweep", "DIR/plan-path.json"],
    /^Cannot read scenario from DIR\/plan-path\.json: vm must have only .*, got "memorybytes": 4096 \(did you mean memoryBytes\?\)$/,
  ],
  [
    "a plan's scenario is wrong",
    ["sweep", "DIR/plan-scenario.json"],
    "Cannot read scenario from DIR/plan-scenario.json: " +
    "vm.memoryBytes must be a whole number of pages of 4096 bytes, got 1000",
  ],
];

Deno.test("an invalid command line exits with code 2, reports one line, and prints no output", async (t) => {
  await withFiles(FILES, async (folder) => {
    for (const [why, args, expected] of CASES) {
      await t.step(why, async () => {
        const { code, stdout, stderr } = await commandLine(args.map((arg) => arg.replace("DIR", folder)));
        assertStrictEquals(stdout, "");
        assertStrictEquals(stderr.indexOf("\n"), stderr.length - 1, `one line: ${stderr}`);
        const line = stderr.trimEnd().replaceAll(folder, "DIR");
        if (typeof expected === "string") assertStrictEquals(line, expected);
        else assertMatch(line, expected);
        assertStrictEquals(code, 2);
      });
    }
  });
});

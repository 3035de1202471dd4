import { assertEquals, assertThrows } from "@std/assert";
import {
  argument,
  choice,
  choiceArgument,
  flagName,
  number,
  optionalArgument,
  parseFlags,
  repeated,
  restArguments,
  text,
  toggle,
  wholeNumber,
} from "../../shell/flags.ts";

const FLAGS = {
  file: optionalArgument("a file", { value: "FILE" }),
  json: toggle("print JSON"),
  noOpen: toggle("do not open"),
  seed: text("a seed", { default: "1" }),
  count: wholeNumber("how many", { min: 1, max: 9, default: 5 }),
  maxError: number("a fraction", { min: 0, max: 1 }),
  engine: choice("an engine", { choices: ["pre-copy", "post-copy"] }),
  capability: repeated(choice("a capability", { choices: ["a", "b"] })),
  serve: wholeNumber("a port", { value: "PORT", max: 65_535, bare: 8210 }),
};

const NONE = {
  file: undefined,
  json: false,
  noOpen: false,
  seed: "1",
  count: 5,
  maxError: undefined,
  engine: undefined,
  capability: [],
  serve: undefined,
};

const parse = (line: string) => parseFlags(line.split(" ").filter(Boolean), FLAGS);

Deno.test("parseFlags([], flags) gives the defaults", () => {
  assertEquals(parse(""), NONE);
});

Deno.test("parseFlags(words, flags) reads typed values, in any order and with or without =", () => {
  assertEquals(parse("--json a.json --seed=x --count 3 --max-error 0.5 --no-open --engine post-copy"), {
    ...NONE,
    ...{ file: "a.json", json: true, noOpen: true, seed: "x", count: 3, maxError: 0.5, engine: "post-copy" },
  });
  assertEquals(parse("--capability b --capability=a").capability, ["b", "a"]);
});

Deno.test("parseFlags(words, flags) leaves words that look like numbers, - and everything after -- as they are", () => {
  assertEquals(parse("007").file, "007");
  assertEquals(parse("-").file, "-");
  assertEquals(parse("-- --json").file, "--json");
});

Deno.test("parseFlags(words, flags) reads the optional value of a flag only if it is a number", () => {
  assertEquals([parse("--serve a").serve, parse("--serve a").file], [8210, "a"]);
  assertEquals([parse("--serve 80 a").serve, parse("--serve=80").serve, parse("--serve --json").serve], [80, 80, 8210]);
});

Deno.test("parseFlags(words, flags) says what is wrong", () => {
  const cases: [string, string][] = [
    ["a b", "unexpected argument: b"],
    ["--jsn", "unknown flag --jsn (did you mean --json?)"],
    ["--xyz=1", "unknown flag --xyz; see --help"],
    ["-x", "unknown flag -x; see --help"],
    ["--_ x", "unknown flag --_; see --help"],
    ["--json=yes", "--json takes no value (got yes)"],
    ["--seed", "--seed needs a value"],
    ["--seed --json", "--seed needs a value"],
    ["--seed=", "--seed needs a value"],
    ["--seed a --seed b", "--seed is given twice (a and b)"],
    ["--count 10", "--count must be a whole number from 1 to 9, got 10"],
    ["--count 1.5", "--count must be a whole number from 1 to 9, got 1.5"],
    ["--max-error x", "--max-error must be a number from 0 to 1, got x"],
    ["--engine precopy", "--engine must be one of pre-copy, post-copy, got precopy (did you mean pre-copy?)"],
    ["--capability c", "--capability must be one of a, b, got c"],
  ];
  for (const [line, message] of cases) {
    assertEquals(assertThrows(() => parse(line), Error).message, message, line);
  }
});

Deno.test("parseFlags(words, flags) requires arguments, and the last one can take all remaining words", () => {
  const flags = {
    action: choiceArgument("an action", { value: "ACTION", choices: ["check", "run"] }),
    files: restArguments("files", { value: "FILE" }),
  };
  assertEquals(parseFlags(["run", "a", "b"], flags), { action: "run", files: ["a", "b"] });
  assertThrows(() => parseFlags([], flags), TypeError, "missing argument: ACTION (one of check, run)");
  assertThrows(
    () => parseFlags(["rn"], flags),
    RangeError,
    "ACTION must be one of check, run, got rn (did you mean run?)",
  );
  assertThrows(
    () => parseFlags([], { file: argument("a file", { value: "FILE" }) }),
    TypeError,
    "missing argument: FILE",
  );
});

Deno.test("parseFlags(words, flags) reads a negative number after a flag as its value", () => {
  assertThrows(() => parse("--max-error -1"), RangeError, "--max-error must be a number from 0 to 1, got -1");
  assertEquals(parse("-- -1").file, "-1");
  assertThrows(() => parse("--json -1"), TypeError, "unknown flag -1");
});

Deno.test("flagName(key) is the key in kebab-case", () => {
  assertEquals([flagName("json"), flagName("limitSeconds")], ["--json", "--limit-seconds"]);
});

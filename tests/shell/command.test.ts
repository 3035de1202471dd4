import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { defineCommand, runCommand } from "../../shell/command.ts";
import { argument, text, toggle, wholeNumber } from "../../shell/flags.ts";
import { fakeIo } from "./fake-io.ts";

const ECHO = defineCommand({
  name: "echo",
  about: "Print a text several times.",
  flags: {
    text: argument("the text", { value: "TEXT" }),
    times: wholeNumber("how often", { min: 1, max: 3, default: 1 }),
    pause: text("time between two lines, which is much too long a description to fit on one line of the help", {
      ...{ value: "TIME", default: "20 ms" },
    }),
    out: text("file to print to", { value: "FILE", shown: "standard output" }),
    serve: wholeNumber("port", { value: "PORT", bare: 80 }),
    upperCase: toggle("in capitals"),
  },
  notes: ["A note."],
  exitCodes: { 1: "nothing was printed" },
  run({ text, times, upperCase }, io) {
    if (text === "none") return 1;
    for (let i = 0; i < times; i++) io.print(upperCase ? text.toUpperCase() : text);
    return 0;
  },
});

Deno.test("runCommand(command, words) passes typed values and returns the exit code", async () => {
  const io = fakeIo();
  assertStrictEquals(await runCommand(ECHO, ["a", "--times", "2", "--upper-case"], io), 0);
  assertEquals(io.printed, ["A", "A"]);
  assertStrictEquals(await runCommand(ECHO, ["none"], io), 1);
});

Deno.test("runCommand(command, words) reports an error in one line and returns 2", async () => {
  const io = fakeIo();
  assertStrictEquals(await runCommand(ECHO, ["a", "--time", "2"], io), 2);
  assertEquals([io.complained, io.printed], [["unknown flag --time (did you mean --times?)\n"], []]);
});

Deno.test("runCommand(command, --help) prints the usage, the flags with their defaults, and the exit codes", async () => {
  const io = fakeIo();
  assertStrictEquals(await runCommand(ECHO, ["--wrong", "--help"], io), 0);
  const [help] = io.printed;
  assertEquals(help.split("\n"), [
    "Print a text several times.",
    "",
    "Usage: deno task echo TEXT [flags]",
    "",
    "Arguments:",
    "  TEXT            the text",
    "",
    "Flags:",
    "  --times N       how often (1)",
    "  --pause TIME    time between two lines, which is much too long a description to fit on",
    "                  one line of the help (20 ms)",
    "  --out FILE      file to print to (standard output)",
    "  --serve [PORT]  port",
    "  --upper-case    in capitals",
    "  --help          print this",
    "",
    "A note.",
    "",
    "Exit code: 0 done, 1 nothing was printed, 2 bad input.",
    "",
  ]);
  assert(help.split("\n").every((line) => line.length <= 88));
});

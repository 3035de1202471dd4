import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { checkedFrom, readJson, readJsonLines } from "../../shell/read-json.ts";
import { fakeIo } from "./fake-io.ts";

Deno.test("readJson(io, path) accepts comments, trailing commas and a byte order mark", async () => {
  const io = fakeIo({ a: '\ufeff// one\n{ "a": [1, /* two */ 2,], "b": "// no comment" }' });
  assertEquals(await readJson(io, "a"), { a: [1, 2], b: "// no comment" });
});

Deno.test("readJson(io, path) reports line and column of an error, also after a comment", async () => {
  const cases: [string, string][] = [
    ['{ // {\n  "a": 1\n  "b": 2\n}', 'Cannot read a: it is not JSON: unexpected token ""b"" (line 3 column 3)'],
    ["[1, 2", "Cannot read a: it is not JSON: unexpected end (line 1 column 6)"],
    ["  \n", "Cannot read a: the file is empty"],
  ];
  for (const [text, message] of cases) {
    const error = await assertRejects(() => readJson(fakeIo({ a: text }), "a"), SyntaxError);
    assertEquals(error.message, message);
  }
  await assertRejects(() => readJson(fakeIo(), "-"), TypeError, "Cannot read standard input: no such file");
});

Deno.test("readJson(io, path) refuses a key that occurs twice in an object, and no other key", async () => {
  const cases: [string, string][] = [
    ['{"a": 1,\n "a": 2}', '"a" is given twice (line 2 column 2)'],
    ['{"x": [{"a": 1, /* "a": */ "\\u0061": 2}]}', '"\\u0061" is given twice (line 1 column 28)'],
    ['{"b": {"c": {}}, // "b"\n"b": [],}', '"b" is given twice (line 2 column 1)'],
  ];
  for (const [text, message] of cases) {
    const error = await assertRejects(() => readJson(fakeIo({ a: text }), "a"), SyntaxError);
    assertEquals(error.message, `Cannot read a: ${message}`);
  }
  const fine = '{"a": {"a": ["a", {"a": "\\"a\\":"}, {"a": 1}]}, "b": "// {", "c": {"b": 1}}';
  assertEquals(await readJson(fakeIo({ a: fine }), "a"), JSON.parse(fine));
});

Deno.test("readJsonLines(io, path) gives each document the number of its line", async () => {
  const io = fakeIo({ a: '\ufeff{"a":1}\r\n\r\n[2]' });
  assertEquals(await readJsonLines(io, "a"), [{ where: "line 1", value: { a: 1 } }, { where: "line 3", value: [2] }]);
});

Deno.test("checkedFrom(path, check) adds the file's name to an error", () => {
  const check = () => {
    throw new RangeError("Cannot read scenario: vm must be an object, got 1");
  };
  assertThrows(() => checkedFrom("a.json", check), RangeError, "Cannot read scenario from a.json: vm must be");
});

import { assertEquals, assertStrictEquals } from "@std/assert";
import * as z from "zod/mini";
import { complaint, mistake, notOneOf, quote } from "../../lib/text/message.ts";

Deno.test("quote(value) is shortened JSON, with words for values that JSON lacks", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const values = [undefined, NaN, 1n, "a", null, () => 1, cycle, "x".repeat(100)];
  assertEquals(values.map(quote), [
    "nothing",
    "NaN",
    "1n",
    '"a"',
    "null",
    "function",
    "object",
    `"${"x".repeat(56)}...`,
  ]);
});

Deno.test("mistake(task, field, rule, value) is a RangeError for a number and a TypeError for anything else", () => {
  const error = mistake("cook", "heat", "a number from 1 to 3", 7);
  assertStrictEquals(error.constructor, RangeError);
  assertStrictEquals(error.message, "Cannot cook: heat must be a number from 1 to 3, got 7");
  assertStrictEquals(mistake("cook", "heat", "a number", "hot").constructor, TypeError);
});

Deno.test("notOneOf(value, { task, where, names }) suggests a name only for a string", () => {
  const { message } = notOneOf("sop", { task: "cook", where: "dish", names: ["soup", "stew"] });
  assertStrictEquals(message, 'Cannot cook: dish must be one of soup, stew, got "sop" (did you mean soup?)');
  assertStrictEquals(notOneOf(3, { task: "cook", where: "dish", names: ["soup"] }).constructor, TypeError);
});

Deno.test("complaint(error, checked) reports the branch of a union that the value was meant for", () => {
  const schema = z.union([z.string("a string or a list"), z.array(z.number("a number"), "a string or a list")]);
  const messageOf = (input: unknown) =>
    complaint(schema.safeParse(input).error!, { task: "cook", input, where: "dish" }).message;
  assertStrictEquals(messageOf([1, "b"]), 'Cannot cook: dish.1 must be a number, got "b"');
  assertStrictEquals(messageOf(true), "Cannot cook: dish must be a string or a list, got true");
});

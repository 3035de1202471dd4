import { assertStrictEquals } from "@std/assert";
import { VERSION } from "../../lib/text/version.ts";
import config from "../../deno.json" with { type: "json" };

Deno.test("VERSION is the version of deno.json", () => {
  assertStrictEquals(VERSION, config.version);
});

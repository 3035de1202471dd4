import { assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { findChromium } from "../../tools/find-chromium.ts";

Deno.test("findChromium returns the first path that is a file", () => {
  assertStrictEquals(findChromium([undefined, "/no/chromium", Deno.execPath(), "/never/tried"]), Deno.execPath());
});

Deno.test("findChromium names Debian's package when there is no Chromium", () => {
  assertThrowsWith(() => findChromium(["/no/chromium"]), {
    message:
      "Cannot browse notebooks: Chromium is not installed (Debian: apt-get install chromium; or set CHROMIUM to its " +
      "path)",
  });
});

import { assertStrictEquals } from "@std/assert";
import { formatDuration } from "../../lib/text/format-duration.ts";

Deno.test("formatDuration(seconds) goes on to hours, days and years", () => {
  const cases: [number, string][] = [
    [0, "0 s"],
    [0.3, "300 ms"],
    [7199, "120 min"],
    [7200, "2 h"],
    [36 * 3600, "36 h"],
    [48 * 3600, "2 days"],
    [1e7, "116 days"],
    [1e8, "3.17 years"],
    [914_178_698 * 60, "1738 years"],
  ];
  for (const [seconds, text] of cases) assertStrictEquals(formatDuration(seconds), text);
});

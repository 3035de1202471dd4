import { assert, assertEquals, assertMatch } from "@std/assert";
import { PLATFORMS } from "../../lib/scenario/names.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { platformSettings } from "../../lib/scenario/platform-settings.ts";
import { commandLine } from "./command-line.ts";

Deno.test("presets lists every platform's settings with their sources", async () => {
  const { code, stdout } = await commandLine(["presets"]);
  assertEquals(code, 0);
  for (const name of PLATFORMS) assertMatch(stdout, new RegExp(`^${name}$`, "m"));
  assertMatch(stdout, /timeLimitSecondsPerGiB +150 +kubevirt pkg\/virt-config/);
});

Deno.test("presets --json prints what a scenario with the preset has", async () => {
  const { stdout } = await commandLine(["presets", "--json"]);
  const platforms = JSON.parse(stdout);
  assertEquals(Object.keys(platforms), Array.from(PLATFORMS));
  for (const name of PLATFORMS) {
    const { migration } = parseScenario({ preset: name, vm: { memoryBytes: 2 ** 30 } });
    for (const { field, value, source } of platformSettings(name)) {
      assertEquals<unknown>(migration[field as keyof typeof migration], value, `${name} ${field}`);
      assert(source.length > 5, `${name} ${field} has a source`);
    }
  }
});

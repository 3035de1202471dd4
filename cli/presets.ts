import { PLATFORM_HELP, PLATFORMS } from "../lib/scenario/names.ts";
import { platformSettings } from "../lib/scenario/platform-settings.ts";
import { table } from "../lib/table/table.ts";
import { defineCommand } from "../shell/command.ts";
import { toggle } from "../shell/flags.ts";

/** The command `presets`. */
export const command = defineCommand({
  name: "presets",
  about: "List the platforms: the limits of each and what it does at them, with sources.",
  flags: {
    json: toggle("print one JSON document: for each platform its help and settings"),
  },
  notes: ["Use one with deno task predict --platform NAME, or deno task simulate --preset NAME."],
  run({ json }, io) {
    if (json) {
      const platforms = PLATFORMS.map((
        name,
      ) => [name, { help: PLATFORM_HELP[name], settings: platformSettings(name) }]);
      io.print(`${JSON.stringify(Object.fromEntries(platforms))}\n`);
      return 0;
    }
    const texts = PLATFORMS.map((name) => {
      const rows = platformSettings(name).map(({ value, ...rest }) => ({ ...rest, value: JSON.stringify(value) }));
      const columns = { field: "setting", value: "value", source: "source" };
      return table(rows, { caption: `${name}\n${PLATFORM_HELP[name]}`, columns, numeric: [] }).text;
    });
    io.print(`${texts.join("\n\n")}\n`);
    return 0;
  },
});

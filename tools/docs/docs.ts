import { scenarioJsonSchema } from "./json-schema.ts";
import { platformReference, scenarioReference } from "./reference.ts";
import { withFieldDocs } from "./type-docs.ts";

const ROOT = new URL("../../", import.meta.url);

/** The files that are generated from the definitions of the scenario's fields, by path. */
function generated(): Record<string, string> {
  const types = "lib/scenario/types.ts";
  return {
    "docs/platforms.md": platformReference(),
    "docs/scenario.md": scenarioReference(),
    "docs/scenario.schema.json": scenarioJsonSchema(),
    [types]: withFieldDocs(read(types)),
  };
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(new URL(path, ROOT));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

const stale = Object.entries(generated()).filter(([path, text]) => read(path) !== text);
if (Deno.args.includes("--check")) {
  for (const [path] of stale) console.error(`${path} is out of date: run deno task docs`);
  Deno.exit(stale.length === 0 ? 0 : 1);
}
for (const [path, text] of stale) {
  Deno.writeTextFileSync(new URL(path, ROOT), text);
  console.log(path);
}

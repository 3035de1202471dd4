import { formatOf, ROW_FORMATS } from "../lib/rows/format.ts";
import { defineCommand } from "../shell/command.ts";
import { argument, text } from "../shell/flags.ts";
import { progressOf } from "../shell/io.ts";
import { findFolder } from "../shards/folder.ts";
import { mergeShards } from "../shards/merge.ts";

/** The command `merge`. */
export const command = defineCommand({
  name: "merge",
  about: "Check that a sweep is complete and write its rows to one file.",
  flags: {
    folder: argument("the folder that sweep --out wrote", { value: "DIR" }),
    out: text(`the file; its ending, .${ROW_FORMATS.join(", .")}, is its format`, { value: "FILE" }),
  },
  notes: [
    "Every task must be there exactly once; otherwise merge names what is missing and writes nothing. The rows are in the " +
    "order of the plan and do not depend on the number of workers or shards. FILE.provenance.json says how they were made.",
  ],
  async run({ folder, out }, io) {
    if (out === undefined) throw new TypeError("missing flag: --out FILE; see --help");
    const format = formatOf(out);
    if (format === undefined) throw new TypeError(`--out must end with .${ROW_FORMATS.join(", .")}, got ${out}`);
    const onWarning = (sentence: string) => io.complain(`warning: ${sentence}\n`);
    const found = await findFolder({ path: io.callerPath(folder), shown: folder, onWarning });
    const target = { path: io.callerPath(out), shown: out, format, onProgress: progressOf(io, "rows") };
    const { rows, failed } = await mergeShards(found, target);
    if (failed > 0) io.complain(`warning: ${failed} of ${rows} rows have an error instead of results\n`);
    io.print(`${out}: ${rows} rows\n`);
    return 0;
  },
});

import { basename, dirname } from "@std/path";
import { type Profile, profile, PROFILE_MODES } from "../harness/profile.ts";
import { megabytes } from "../lib/predict/why.ts";
import { table } from "../lib/table/table.ts";
import { formatBytes, formatQuantity, formatSeconds } from "../lib/text/format.ts";
import { progressBar } from "../lib/text/progress-bar.ts";
import { defineCommand } from "../shell/command.ts";
import { choice, text } from "../shell/flags.ts";
import { quantityFlag } from "./quantity-flag.ts";

/** The command `profile`. */
export const command = defineCommand({
  name: "profile",
  about: "Measure the dirty curve of a running QEMU, for predict and advise. Nothing in the VM is changed.",
  flags: {
    qmp: text("the socket of QEMU's monitor (QMP); required", { value: "SOCKET" }),
    out: text("the curve file to write", { value: "FILE", shown: "standard output" }),
    mode: choice("how QEMU finds dirty pages", { choices: PROFILE_MODES, default: "page-sampling" as const }),
    limit: quantityFlag("longest time in all", { kind: "seconds", value: "TIME", shown: "60s" }),
  },
  notes: [
    "QEMU measures over 1, 2, 4, 8 and 16 s, as far as the limit allows. page-sampling does not see pages rewritten with the " +
    "same bytes. dirty-bitmap counts writes and needs KVM; while it measures, the first write to each page is slower.",
    "A monitor takes one program at a time. For a VM of libvirt, use virsh domdirtyrate-calc (docs/predict.md).",
    "For example:",
    "  deno task profile --qmp /run/vm.qmp --out curve.json && deno task predict curve.json",
  ],
  async run({ qmp, out, mode, limit }, io) {
    if (qmp === undefined) throw new TypeError("--qmp is required, such as --qmp /run/vm.qmp");
    const measured = await profile(io.callerPath(qmp), {
      ...{ mode, limitSeconds: limit ?? undefined },
      onProgress: (seconds, total) =>
        io.showProgress(progressBar(Math.round(seconds), Math.round(total), "s measured")),
    });
    io.showProgress("");
    const written = `${JSON.stringify(measured, null, 2)}\n`;
    if (out === undefined) {
      io.print(written);
      return 0;
    }
    const path = io.callerPath(out);
    await io.writeFiles(dirname(path), new Map([[basename(path), written]]));
    io.print(`${summaryOf(measured)}\n\nWrote ${out}. Next: deno task predict ${out} --platform NAME --link RATE\n`);
    return 0;
  },
});

function summaryOf({ points, memoryBytes, parameters, source }: Profile): string {
  const rows = points.map(({ seconds, dirtyPages }) => ({
    over: formatSeconds(seconds),
    dirty: formatBytes(dirtyPages * 4096),
    rate: `${megabytes(dirtyPages * 4096 / seconds)}/s`,
  }));
  const { maxBytesPerSecond, downtimeLimitSeconds } = parameters;
  return `${table(rows, { columns: { over: "over", dirty: "dirtied", rate: "dirty rate" } }).text}

${formatBytes(memoryBytes)} of memory. Dirty rate from ${source}.
QEMU's own limits: cap ${formatQuantity(maxBytesPerSecond, "bytes per second")}, downtime limit ${
    formatSeconds(downtimeLimitSeconds)
  }. A platform sets its own when it migrates.`;
}

/** What `--help` prints. */
export const HELP = `Measure live migrations of QEMU guests over a shaped link.

Usage: deno task measure --smoke
       deno task measure --plan FILE.json
       deno task measure --engine ENGINE [flags]

What to measure, one of:
  --smoke               one short run per engine, to see that it works here
  --plan FILE.json      an array of {engine, memoryMiB, linkMbitPerSecond,
                        downtimeLimitMs, workload: {kind, bufferMiB,
                        pagesPerSecond, hotFraction?, hotShare?},
                        capabilities?}
  --engine ENGINE       pre-copy, three-stage or post-copy, with:
    --memory-mib N        guest memory (256)
    --link-mbit N         rate of the link, 10^6 bit/s (500)
    --downtime-ms N       QEMU's downtime-limit (300)
    --kind KIND           uniform, hot-cold or sequential (uniform)
    --buffer-mib N        memory that the guest writes in (140)
    --pages-per-second N  pages that it writes a word in (2000)
    --hot-fraction X      hot-cold: share of the buffer that is hot (0.1)
    --hot-share X         hot-cold: share of the writes that go there (0.9)
    --capability NAME     auto-converge or postcopy-preempt; may be repeated

How:
  --accel NAME          tcg or kvm (tcg)
  --qemu PROGRAM        QEMU to run (qemu-system-x86_64)
  --kernel FILE         Linux image to boot (Debian's cloud kernel)
  --limit-seconds N     cancel a pre-copy that runs longer (45)
  --out FILE.jsonl      table to add a line per run to (out/measured.jsonl)
  --json                print the lines as one JSON array
  --help                print this

Needs Linux, root, QEMU and iproute2; the first run also builds the guest, with
gcc, and fetches its kernel with apt. Exit code: 0 done, 1 a run failed, 2 bad
input or something is missing.
`;

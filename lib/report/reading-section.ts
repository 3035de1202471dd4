import type { PaperParameters } from "../scenario/song-2014-parameters.ts";
import { PAPER } from "../paper/published.ts";
import { formatNumber } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";

/** How to read the figures, and what the paper does not say. */
export function readingSection({ host, network }: PaperParameters): Html {
  const megabytes = (bytesPerSecond: number) => `${formatNumber(bytesPerSecond / 1e6)} MB/s`;
  const link = network.bandwidthBitsPerSecond / 8 * network.framingEfficiency;
  return html`
    <section aria-labelledby="reading">
      <h2 id="reading">How to read it</h2>
      <ul>
        <li><strong>Total migration time</strong> runs from the command until the source is no longer needed. For three-stage
    copy it includes stage three, in which the guest already runs at the destination.</li>
        <li><strong>Pages transferred</strong> counts every send: a page sent twice counts twice. The paper’s MB are MiB
    (2<sup>20</sup> bytes).</li>
        <li><strong>Downtime</strong> is the time in which the guest runs on neither host. In three-stage copy it covers sending
    the bitmap and marking each dirty page absent, so it grows with memory; in pre-copy it hardly does.</li>
        <li>A claim <em>holds</em> if the simulated bars pass the stated test. Printed averages must be met within one percentage
    point; claims in words are tested by their weakest case.</li>
        <li>Bars are arithmetic means over replicates that differ only in their random numbers. The same seed gives the same
    report, byte for byte.</li>
      </ul>
    </section>
    <section aria-labelledby="open">
      <h2 id="open">What the paper does not say</h2>
      <ul>
        <li>${PAPER
          .notGiven} Therefore only the printed statements are tested: the averages, the claims in words, and that the
    tallest bar of each panel would have led to the printed axis.</li>
        <li>The paper does not print the throughput. Its axes imply some 13 to 20 MB/s of useful throughput, on a link that
    carries ${megabytes(link)}: the bottleneck is the hosts’ copy rate, not Gigabit Ethernet. Here it is
    ${megabytes(host.copyBytesPerSecond)}.</li>
        <li>The paper does not say how fast memtester writes at its low and high rates, or in how much of the memory. Both are
    fitted. Agreement with a claim therefore shows that one plausible set of
    hosts and guests explains it, not that the paper’s machines were these.</li>
      </ul>
    </section>
  `;
}

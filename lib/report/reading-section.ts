import type { PaperParameters } from "../scenario/song-2014-parameters.ts";
import { PAPER } from "../paper/published.ts";
import { formatNumber } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";

/** How to read the figures, and what the paper leaves open. */
export function readingSection({ host, network }: PaperParameters): Html {
  const megabytes = (bytesPerSecond: number) => `${formatNumber(bytesPerSecond / 1e6)} MB/s`;
  const link = network.bandwidthBitsPerSecond / 8 * network.framingEfficiency;
  return html`
    <section aria-labelledby="reading">
      <h2 id="reading">How to read it</h2>
      <ul>
        <li><strong>Total migration time</strong> runs from the command until the source is no longer needed; for three-stage copy
    that includes stage three, in which the guest already runs at the destination.</li>
        <li><strong>Pages transferred</strong> counts every send: a page sent twice counts twice. The paper’s MB are MiB
    (2<sup>20</sup> bytes).</li>
        <li><strong>Downtime</strong> is how long the guest runs nowhere. Three-stage copy pays for its bitmap there, and for marking
    each dirty page absent, so its downtime grows with memory; what pre-copy has left to send hardly does.</li>
        <li>A claim <em>holds</em> if the simulated bars meet the stated test. Printed averages must be met within one percentage
    point; claims in words are tested by their weakest case.</li>
        <li>Bars are arithmetic means over repeats that differ in their random numbers alone. The same seed gives the same
    report, byte for byte.</li>
      </ul>
    </section>
    <section aria-labelledby="open">
      <h2 id="open">What the paper leaves open</h2>
      <ul>
        <li>${PAPER
          .notGiven} So only what it prints is tested: three averages, the claims in words, and that the tallest bar of
    each panel would have led to the axis that was printed.</li>
        <li>It does not print the throughput. Its axes imply some 14 to 18 MB/s of useful throughput, on a link that carries
    ${megabytes(link)}: the hosts’ copy rate, and not Gigabit Ethernet, is the bottleneck. Here it is
    ${megabytes(host.copyBytesPerSecond)}.</li>
        <li>It does not say how fast memtester dirties memory at its low and high rates, nor how large a part of memory. Both are
    fitted, so agreement shows that one plausible set of hosts and guests explains all bars; it does not show that the
    paper’s machines were these.</li>
      </ul>
    </section>
  `;
}

import * as Plot from "@observablehq/plot";

/** The axis under bars grouped by memory size: size i, in MiB, names the stretch from i to i + 1. */
export function memoryAxis(sizes: readonly number[]): Plot.Markish {
  return Plot.axisX(sizes.map((_, i) => i + 0.5), {
    label: "VM memory [MiB]",
    labelArrow: "none",
    labelAnchor: "center",
    tickSize: 0,
    tickFormat: (_, i) => `${sizes[i]}`,
  });
}

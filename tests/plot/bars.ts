import type { Bar, Figures, Panel } from "../../lib/paper.ts";

/** Bars that fit the printed axes: pre-copy's `share` of the axis at 1024 MiB, three-stage copy's half of that. */
export function anyFigures(share = 0.9): Figures {
  const panels = (ends: Record<Panel, number>) => ({
    a: bars(ends.a * share),
    b: bars(ends.b * share),
    c: bars(ends.c * share),
  });
  return { "4": panels({ a: 100, b: 1400, c: 160 }), "5": panels({ a: 140, b: 2000, c: 1000 }) };
}

function bars(tallest: number): Bar[] {
  return [128, 256, 512, 1024].flatMap((memoryMiB) =>
    (["pre-copy", "three-stage"] as const).map((engine) => {
      const mean = tallest * memoryMiB / 1024 / (engine === "pre-copy" ? 1 : 2);
      return { memoryMiB, engine, mean, min: mean * 0.98, max: mean * 1.02 };
    })
  );
}

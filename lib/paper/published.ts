import published from "../../data/song-2014.json" with { type: "json" };

/** What one panel of a published figure prints on its axis. */
export interface PublishedPanel {
  /** What is drawn. */
  metric: string;
  /** Its unit. */
  unit: string;
  /** End of the printed axis. */
  axisMax: number;
  /** Distance of its ticks. */
  tick: number;
}

/** A claim as the paper makes it. */
export interface PublishedClaim {
  /** Names the claim. */
  id: string;
  /** What the paper says, in our words. */
  says: string;
  /** The figure it prints, if it prints one. */
  value?: number;
  /** Unit of the figure. */
  unit?: string;
}

/** What the three-stage-copy paper states (Song, Liu, Yin, Gao 2014): `data/song-2014.json`. */
export interface Paper {
  /** Authors, title, journal. */
  source: string;
  /** What was measured on: memory sizes in MiB, repeats of each bar. */
  testbed: { memoryMiB: number[]; repeats: number };
  /** What the figures show and print on their axes. */
  figures: Record<"4" | "5", { dirtyRate: string; panels: Record<"a" | "b" | "c", PublishedPanel> }>;
  /** What the paper claims. */
  claims: PublishedClaim[];
  /** What it leaves open. */
  notGiven: string;
}

/** The published facts. */
export const PAPER: Paper = published;

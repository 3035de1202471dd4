import published from "../../data/song-2014.json" with { type: "json" };

/** The axis of one panel of a published figure. */
export interface PublishedPanel {
  /** The metric. */
  metric: string;
  /** Unit of the axis. */
  unit: string;
  /** End of the printed axis. */
  axisMax: number;
  /** Distance between ticks. */
  tick: number;
}

/** A claim of the paper. */
export interface PublishedClaim {
  /** The id of the claim in `data/song-2014.json`. */
  id: string;
  /** The claim in our words. */
  says: string;
  /** The number that the paper prints, if any. */
  value?: number;
  /** Unit of the number. */
  unit?: string;
}

/** The content of the three-stage-copy paper (Song, Liu, Yin, Gao 2014) as in `data/song-2014.json`. */
export interface Paper {
  /** Authors, title, journal. */
  source: string;
  /** Memory sizes in MiB, and repeats of each bar. */
  testbed: { memoryMiB: number[]; repeats: number };
  /** The figures and their axes. */
  figures: Record<"4" | "5", { dirtyRate: string; panels: Record<"a" | "b" | "c", PublishedPanel> }>;
  /** The claims. */
  claims: PublishedClaim[];
  /** Parameters that the paper does not give. */
  notGiven: string;
}

/** The published paper. */
export const PAPER: Paper = published;

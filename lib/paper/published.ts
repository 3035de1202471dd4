import published from "../../data/tsmc.json" with { type: "json" };

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
  id: string;
  says: string;
  value?: number;
  unit?: string;
}

/** What the three-stage-copy paper states (Song, Liu, Yin, Gao 2014): `data/tsmc.json`. */
export interface Paper {
  source: string;
  testbed: { memoryMiB: number[]; repeats: number };
  figures: Record<"4" | "5", { dirtyRate: string; panels: Record<"a" | "b" | "c", PublishedPanel> }>;
  claims: PublishedClaim[];
  notGiven: string;
}

/** The published facts. */
export const PAPER: Paper = published;

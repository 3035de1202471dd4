import type { Random } from "../random/random.ts";
import { deadline } from "./downtime-limit.ts";
import { dirtyPages } from "./dirty-pages.ts";
import { faults } from "./post-copy.ts";
import { cliff } from "./the-cliff.ts";
import { threeStage } from "./three-stage.ts";
import { realRun } from "./real-run.ts";
import { workingSet } from "./working-set.ts";
import type { Draft } from "./types.ts";

/** What makes a topic's problems: all that is random comes from the stream, or is the seed's. */
export const DRAFTS: Readonly<Record<string, (random: Random, seed: string | number) => Draft>> = {
  "dirty-pages": dirtyPages,
  "working-set": workingSet,
  "the-cliff": cliff,
  "post-copy": faults,
  "three-stage": threeStage,
  "downtime-limit": deadline,
  "real-run": realRun,
};

/** The topics of the course, in its order: the names of the notebooks without their numbers, as far as they have problems. */
export const TOPICS: readonly string[] = Object.keys(DRAFTS);

import type { Random } from "../random/random.ts";
import { dirtyPages } from "./dirty-pages.ts";
import { downtimeLimit } from "./downtime-limit.ts";
import type { Draft } from "./draft.ts";
import { postCopy } from "./post-copy.ts";
import { realRun } from "./real-run.ts";
import { theCliff } from "./the-cliff.ts";
import { threeStage } from "./three-stage.ts";
import { workingSet } from "./working-set.ts";

/** The function that drafts the problems of each topic. It takes all randomness from `random`. */
export const DRAFTS: Readonly<Record<string, (random: Random, seed: string | number) => Draft>> = {
  "dirty-pages": dirtyPages,
  "working-set": workingSet,
  "the-cliff": theCliff,
  "post-copy": postCopy,
  "three-stage": threeStage,
  "downtime-limit": downtimeLimit,
  "real-run": realRun,
};

/** The topics with problems, in the order of the course. Each is the name of a notebook without its number. */
export const TOPICS: readonly string[] = Object.keys(DRAFTS);

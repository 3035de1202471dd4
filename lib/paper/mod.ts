/**
 * The three-stage-copy paper (Song, Liu, Yin, Gao 2014) reproduced: its testbed, figures and claims.
 *
 * @module
 */
export type { Bar, DirtyRate, Figures, Panel, PaperEngine } from "./bars.ts";
export type { Claim } from "./claims.ts";
export type { Dirtying, PaperParameters } from "./parameters.ts";
export { PAPER, type Paper, type PublishedClaim, type PublishedPanel } from "./published.ts";
export { reproduce } from "../display/reproduce.ts";
export type { ReproduceOptions, Reproduction } from "./reproduce.ts";

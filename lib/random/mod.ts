/** Seeded random streams and the samplers over page bitmaps. */
export { addBernoulli } from "./bernoulli.ts";
export { Random } from "./random.ts";

import type { Random } from "../../lib/random/random.ts";

/** The best point found. */
export interface Optimum {
  /** A point of the unit cube. */
  point: number[];
  /** Its cost. */
  cost: number;
  /** Number of computed costs. */
  evaluations: number;
}

/** Options of {@linkcode minimize}. */
export interface SearchOptions {
  /** Number of points. */
  population: number;
  /** Largest number of rounds. */
  generations: number;
  /** Cost at which the search stops. */
  goodEnough: number;
  /** Called before each round with the lowest cost so far. */
  onProgress?: (generation: number, cost: number) => void;
}

/**
 * Minimizes `cost` over the unit cube by differential evolution (Storn and Price 1997), in the current-to-best form of
 * JADE (Zhang and Sanderson 2009): each point moves toward one of the best fifth, plus the difference of two other points.
 *
 * JADE adapts scale and crossover. Here they are drawn for each trial, from ranges chosen by hand: a scale from 0.3 to 0.9, a
 * crossover of 0.5 or 0.9.
 */
export function minimize(
  cost: (point: readonly number[]) => number,
  dimensions: number,
  random: Random,
  { population, generations, goodEnough, onProgress }: SearchOptions,
): Optimum {
  const points = Array.from({ length: population }, () => Array.from({ length: dimensions }, () => random.uniform()));
  const costs = points.map(cost);
  let evaluations = population;
  for (let generation = 1; generation <= generations; generation++) {
    const order = Array.from(costs.keys()).sort((a, b) => costs[a] - costs[b]);
    onProgress?.(generation, costs[order[0]]);
    if (costs[order[0]] <= goodEnough) break;
    for (let i = 0; i < population; i++) {
      const good = points[order[random.below(Math.ceil(population / 5))]];
      const [a, b] = [points[random.below(population)], points[random.below(population)]];
      const scale = 0.3 + 0.6 * random.uniform();
      const crossover = random.uniform() < 0.5 ? 0.9 : 0.5;
      const always = random.below(dimensions);
      const trial = points[i].map((x, j) => {
        if (j !== always && random.uniform() > crossover) return x;
        const moved = x + scale * (good[j] - x) + scale * (a[j] - b[j]);
        // Beyond a bound: a random place between the old coordinate and the bound.
        if (moved < 0) return x * random.uniform();
        return moved > 1 ? x + (1 - x) * random.uniform() : moved;
      });
      const trialCost = cost(trial);
      evaluations++;
      if (trialCost <= costs[i]) [points[i], costs[i]] = [trial, trialCost];
    }
  }
  const best = costs.indexOf(Math.min(...costs));
  return { point: points[best], cost: costs[best], evaluations };
}

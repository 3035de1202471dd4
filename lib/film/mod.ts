/** Films: a migration as plain data over time and memory, for maps and animations. */
export { CELL_STATES, type CellState, cellStates } from "./cell-states.ts";
export { film } from "./film.ts";
export { frameAt } from "./frame-at.ts";
export type { AfterResume, Film, FilmOptions, Pass } from "./types.ts";

/**
 * Measures real live migrations: two QEMUs, a guest with a known workload, a shaped link between them.
 *
 * @module
 */
export { MeasureError, type MeasureErrorKind } from "./errors.ts";
export type { GuestImage, GuestOptions } from "./guest.ts";
export type { MeasureHost } from "./host.ts";
export type { MigrationLink } from "./link.ts";
export { measure, type MeasureOptions } from "./measure.ts";
export { measureAll, type MeasureAllOptions, type MeasureAllResult, type MeasureProgress } from "./measure-all.ts";
export type { Clock } from "./migrate.ts";
export type * from "./types.ts";

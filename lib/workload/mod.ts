/** Who dirties which page when. */
export { addWrites, createGuest, type Guest } from "./guest.ts";
export type { RateProfile } from "./profile.ts";
export type { Sweep } from "./sweep.ts";

/** Who dirties which page when. */
export { addWrites, createGuest, type Guest } from "./guest.ts";

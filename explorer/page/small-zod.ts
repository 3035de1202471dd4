/**
 * Stands in for zod in the explorer's page: the same functions, without the rest. The name `z` holds all of zod, its forty
 * languages too, and no bundler can tell which of it is used.
 */
import { boolean, custom, literal, strictObject, unknown } from "zod";

export const z = { boolean, custom, literal, strictObject, unknown };

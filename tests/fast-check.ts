/**
 * fast-check with one seed for all properties, so every run of the tests gives the same result. To try another seed:
 * `PROPERTY_SEED=7 deno task test`.
 */
import fc from "fast-check-itself";

const seed = Deno.env.get("PROPERTY_SEED");
fc.configureGlobal({ seed: seed === undefined ? 2014 : Number(seed) });

export * from "fast-check-itself";
export default fc;

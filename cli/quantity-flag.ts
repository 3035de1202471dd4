import { parseQuantity } from "../lib/text/parse-quantity.ts";
import type { QuantityKind } from "../lib/text/units.ts";
import { type Flag, valueFlag } from "../shell/flags.ts";

/** A flag with a quantity above 0 and its unit, such as 64GiB; a rate may be "none", and must have a unit. */
export function quantityFlag(
  help: string,
  { kind, value, shown }: { kind: QuantityKind; value: string; shown?: string },
): Flag<number | null | undefined> {
  return valueFlag<number | null, undefined>(help, { value, shown }, (text, name) => {
    if (kind.endsWith("per second") && /\d\s*$/.test(text)) {
      throw new TypeError(
        `${name} must have a unit, such as ${text.trim()}${kind.startsWith("bits") ? "Mbit/s" : "MB/s"}`,
      );
    }
    const number = parseQuantity(text, { kind, name });
    if (number === null || number > 0) return number;
    throw new RangeError(`${name} must be above 0, got ${text}`);
  });
}

import { type QuantityKind, unitFor } from "./units.ts";

/** Formats a number with `digits` significant digits: no exponent, no trailing zeros, thousands separated. */
export function formatNumber(value: number, digits = 3): string {
  const wholeDigits = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const decimals = Number.isFinite(wholeDigits) ? Math.min(12, Math.max(0, digits - wholeDigits)) : 0;
  return formatFixed(value, decimals).replace(/\.0*$|(\.\d*[1-9])0+$/, "$1");
}

/** Formats a number with a fixed number of decimals; from five whole digits on a narrow space separates thousands. */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const digits = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = digits.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const sign = value < 0 && Number(digits) !== 0 ? "−" : "";
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** Formats a count, or the label of a tick, with all its digits. */
export function formatTick(value: number): string {
  return formatNumber(value, 12);
}

/** Formats a quantity in the largest unit that fits, with up to `digits` significant digits; `null` is "none". */
export function formatQuantity(value: number | null, kind: QuantityKind, digits = 6): string {
  if (value === null) return "none";
  const { name, size } = unitFor(value, kind);
  return `${formatNumber(value / size, digits)}${name && " "}${name}`;
}

/** Formats a length of time, from microseconds to years. */
export function formatSeconds(seconds: number, digits = 3): string {
  return formatQuantity(seconds, "seconds", digits);
}

/** Formats a number of bytes in B, KiB, MiB, GiB or TiB. */
export function formatBytes(bytes: number, digits = 3): string {
  return formatQuantity(bytes, "bytes", digits);
}

/** Capitalizes the first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

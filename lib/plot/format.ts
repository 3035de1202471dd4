/** A number for people: `digits` significant ones, no exponent, no trailing zeros, thousands apart. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
  const wholeDigits = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const decimals = Math.min(12, Math.max(0, digits - wholeDigits));
  const [whole, fraction = ""] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const trimmed = fraction.replace(/0+$/, "");
  const sign = value < 0 && Number(`${whole}.${fraction}`) !== 0 ? "−" : "";
  return `${sign}${grouped}${trimmed && `.${trimmed}`}`;
}

/** A time for people: microseconds, milliseconds, seconds or minutes, whichever it reads well in. */
export function formatSeconds(seconds: number, digits = 3): string {
  const size = Math.abs(seconds);
  if (size >= 600) return `${formatNumber(seconds / 60, digits)} min`;
  if (size >= 1 || size === 0) return `${formatNumber(seconds, digits)} s`;
  if (size >= 1e-3) return `${formatNumber(seconds * 1e3, digits)} ms`;
  return `${formatNumber(seconds * 1e6, digits)} µs`;
}

/** The number of a tick: all its digits. */
export function formatTick(value: number): string {
  return formatNumber(value, 12);
}

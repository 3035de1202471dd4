/** A number for people: `digits` significant ones, no exponent, no trailing zeros, thousands apart. */
export function formatNumber(value: number, digits = 3): string {
  const wholeDigits = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const decimals = Number.isFinite(wholeDigits) ? Math.min(12, Math.max(0, digits - wholeDigits)) : 0;
  return formatFixed(value, decimals).replace(/\.0*$|(\.\d*[1-9])0+$/, "$1");
}

/** A number for people with this many decimals, as in a column of numbers; thousands apart. */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const digits = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = digits.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const sign = value < 0 && Number(digits) !== 0 ? "−" : "";
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** A time for people: microseconds, milliseconds, seconds or minutes, whichever it reads well in. */
export function formatSeconds(seconds: number, digits = 3): string {
  const size = Math.abs(seconds);
  if (size >= 600) return `${formatNumber(seconds / 60, digits)} min`;
  if (size >= 1 || size === 0) return `${formatNumber(seconds, digits)} s`;
  if (size >= 1e-3) return `${formatNumber(seconds * 1e3, digits)} ms`;
  return `${formatNumber(seconds * 1e6, digits)} µs`;
}

/** A sentence's beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The number of a tick: all its digits. */
export function formatTick(value: number): string {
  return formatNumber(value, 12);
}

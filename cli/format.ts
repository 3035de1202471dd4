/** A whole number with its thousands set apart: `1,048,576`. */
export function formatCount(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** Seconds with four significant digits, never in powers of ten below a billion: `12.35`, `0.004210`. */
export function formatSeconds(value: number): string {
  if (value === 0) return "0";
  if (value >= 1e9 || value < 1e-6) return value.toExponential(3);
  return value >= 1000 ? formatCount(value) : value.toPrecision(4);
}

/** A length of time with its unit: milliseconds below a second. */
export function formatDuration(seconds: number): string {
  return seconds > 0 && seconds < 1 ? `${formatSeconds(seconds * 1000)} ms` : `${formatSeconds(seconds)} s`;
}

/** Bytes as MiB with one decimal. */
export function formatMebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** At which dirty rate a claim is made, by its id. */
export function rateOf(id: string): "low" | "high" | "both" {
  if (id.startsWith("low-")) return "low";
  return id.startsWith("high-") ? "high" : "both";
}

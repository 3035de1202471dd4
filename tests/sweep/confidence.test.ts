import { assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { Random } from "../../lib/random/random.ts";
import { meanInterval } from "../../lib/sweep/confidence.ts";

/** Half the width of the interval in standard errors of the mean. */
function halfWidth(count: number): number {
  const values = Array.from({ length: count }, (_, i) => i % 2 === 0 ? 1 : -1);
  const sum = values.reduce((a, b) => a + b, 0);
  const variance = values.reduce((all, value) => all + (value - sum / count) ** 2, 0) / (count - 1);
  const { low, high } = meanInterval(values)!;
  return (high - low) / 2 / Math.sqrt(variance / count);
}

Deno.test("meanInterval uses the quantiles of Student's t distribution", () => {
  // 97.5 % quantiles by degrees of freedom, from the NIST/SEMATECH handbook, 1.3.6.7.2.
  const table = { 1: 12.706, 2: 4.303, 4: 2.776, 9: 2.262, 10: 2.228, 11: 2.201, 20: 2.086, 30: 2.042, 100: 1.984 };
  for (const [freedom, expected] of Object.entries(table)) {
    assertAlmostEquals(halfWidth(Number(freedom) + 1), expected, 0.0006, `${freedom} degrees of freedom`);
  }
});

Deno.test("meanInterval is null for fewer than two values, and empty for equal ones", () => {
  assertStrictEquals(meanInterval([]), null);
  assertStrictEquals(meanInterval([3]), null);
  assertEquals(meanInterval([3, 3, 3]), { low: 3, high: 3 });
});

Deno.test("meanInterval covers the true mean in 95 % of samples", () => {
  const random = new Random("coverage");
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const samples = 4000;
  let covered = 0;
  for (let i = 0; i < samples; i++) {
    const { low, high } = meanInterval(Array.from({ length: 4 }, normal))!;
    if (low <= 0 && 0 <= high) covered++;
  }
  // Four standard deviations of the share are 0.014.
  assertAlmostEquals(covered / samples, 0.95, 0.014);
});

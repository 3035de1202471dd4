import { assertEquals, assertMatch, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";

/**
 * The expected error: the error itself, or some of its fields, exactly or as a pattern. A bare pattern is matched
 * against `String(error)`.
 */
export type ExpectedError = RegExp | Error | Readonly<Record<string, unknown>> | ((error: Error) => boolean);

/** Asserts that `run` throws an error like `expected`. */
export function assertThrowsWith(run: () => unknown, expected: ExpectedError): void {
  assertError(assertThrows(run), expected);
}

/** Asserts that the promise of `run` is rejected with an error like `expected`. */
export async function assertRejectsWith(run: () => Promise<unknown>, expected: ExpectedError): Promise<void> {
  assertError(await assertRejects(run), expected);
}

function assertError(error: unknown, expected: ExpectedError): void {
  if (expected instanceof RegExp) return assertMatch(String(error), expected);
  if (expected instanceof Error) return assertStrictEquals(error, expected);
  if (typeof expected === "function") return assertEquals(expected(error as Error), true);
  for (const [field, value] of Object.entries(expected)) {
    const found = (error as Record<string, unknown>)[field];
    if (value instanceof RegExp) assertMatch(String(found), value);
    else assertEquals(found, value);
  }
}

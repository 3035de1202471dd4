import { assertStrictEquals } from "@std/assert";
import { kernelPackage } from "../../harness/debian-kernel.ts";

Deno.test("kernelPackage finds the versioned package behind the metapackage", () => {
  const printed = "linux-image-cloud-amd64\n  Depends: linux-image-6.1.0-56-cloud-amd64\n  Suggests: linux-doc-6.1\n";
  assertStrictEquals(kernelPackage(printed), "linux-image-6.1.0-56-cloud-amd64");
  assertStrictEquals(kernelPackage("linux-image-cloud-amd64\n"), undefined);
});

import assert from "node:assert/strict";
import { kernelPackage } from "../../harness/debian-kernel.ts";

Deno.test("kernelPackage finds the versioned package behind the metapackage", () => {
  const printed = "linux-image-cloud-amd64\n  Depends: linux-image-6.1.0-56-cloud-amd64\n  Suggests: linux-doc-6.1\n";
  assert.equal(kernelPackage(printed), "linux-image-6.1.0-56-cloud-amd64");
  assert.equal(kernelPackage("linux-image-cloud-amd64\n"), undefined);
});

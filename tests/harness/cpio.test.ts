import { assertStrictEquals } from "@std/assert";
import { cpioArchive } from "../../harness/cpio.ts";

Deno.test("cpioArchive writes header, name and content in multiples of four bytes, and an end", () => {
  const content = new TextEncoder().encode("hello");
  const text = new TextDecoder().decode(cpioArchive([{ name: "init", mode: 0o100755, content }]));
  const fields = (inode: string, mode: string, size: string, name: string) =>
    `070701${inode}${mode}${"0".repeat(16)}00000001${"0".repeat(8)}${size}${"0".repeat(32)}${name}${"0".repeat(8)}`;
  const file = `${fields("00000001", "000081ed", "00000005", "00000005")}init\0\0hello\0\0\0`;
  const end = `${fields("00000002", "00000000", "00000000", "0000000b")}TRAILER!!!\0\0\0\0`;
  assertStrictEquals(text, file + end);
  assertStrictEquals(text.length % 4, 0);
});

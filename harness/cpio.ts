/** One file of an archive. */
export interface CpioFile {
  /** Path without a leading slash. */
  name: string;
  /** Type and permission bits as in `stat`, such as 0o100755. */
  mode: number;
  content: Uint8Array<ArrayBuffer>;
}

/**
 * Returns an archive in cpio's "newc" format, which Linux unpacks as its initial file system.
 *
 * The bytes do not depend on time or user. Format: Linux `Documentation/driver-api/early-userspace/buffer-format.rst`.
 */
export function cpioArchive(files: CpioFile[]): Uint8Array<ArrayBuffer> {
  const end: CpioFile = { name: "TRAILER!!!", mode: 0, content: new Uint8Array() };
  const parts = [...files, end].flatMap((file, i) => [
    padded(new TextEncoder().encode(`${header(file, i + 1)}${file.name}\0`)),
    padded(file.content),
  ]);
  const archive = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    archive.set(part, offset);
    offset += part.length;
  }
  return archive;
}

function header({ name, mode, content }: CpioFile, inode: number): string {
  const [uid, gid, links, time, device, check] = [0, 0, 1, 0, 0, 0];
  const numbers = [inode, mode, uid, gid, links, time, content.length, device, device, device, device];
  return "070701" + [...numbers, name.length + 1, check].map((n) => n.toString(16).padStart(8, "0")).join("");
}

function padded(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  result.set(bytes);
  return result;
}

/**
 * Hashes any text to four 32-bit words, the seed of a stream.
 *
 * Each word is a multiply-xor chain over the UTF-16 code units, followed by MurmurHash3's finalizer. Texts that differ in
 * one character give unrelated seeds.
 */
export function hashText(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    for (let k = 0; k < 4; k++) {
      const mixed = Math.imul(words[k] ^ code, 0xcc9e2d51 + 2 * k);
      words[k] = ((mixed << 13) | (mixed >>> 19)) + (words[(k + 1) & 3] | 0);
    }
  }
  for (let k = 0; k < 4; k++) words[k] = finalize(words[k] ^ Math.imul(text.length + k, 0x9e3779b1));
  return words;
}

function finalize(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

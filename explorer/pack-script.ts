/** Compresses a script to a third of its length: gzip in base64. */
export async function packScript(script: string): Promise<string> {
  const packed = new Blob([script]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = await new Response(packed).bytes();
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/** A script that unpacks the result of {@linkcode packScript} and replaces itself with it, which runs it. */
export function unpackingScript(packed: string): string {
  return `const bytes = Uint8Array.from(atob("${packed}"), (c) => c.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const script = document.createElement("script");
script.type = "module";
script.id = "bundle";
script.textContent = await new Response(stream).text();
document.getElementById("bundle").replaceWith(script);
`;
}

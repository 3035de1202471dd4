import { encodeBase64 } from "@std/encoding";
import wabt from "wabt";

const SOURCE = new URL("../lib/bitmap/wasm/kernels.wat", import.meta.url);
const TARGET = new URL("../lib/bitmap/wasm/kernels-wasm.ts", import.meta.url);

/** Assembles the kernels and returns the TypeScript module with their bytes. */
async function assemble(): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat("kernels.wat", Deno.readTextFileSync(SOURCE), { simd: true });
  module.validate();
  const { buffer } = module.toBinary({});
  const text = encodeBase64(buffer);
  const lines = text.match(/.{1,100}/g)!.map((line) => `  "${line}"`).join(" +\n");
  return `/** The bytes of \`kernels.wat\`, made by \`deno task kernels\`; do not edit. */\nexport const KERNELS_WASM: string =\n${lines};\n`;
}

const module = await assemble();
if (Deno.args.includes("--check")) {
  const same = Deno.readTextFileSync(TARGET) === module;
  console.log(
    same
      ? "lib/bitmap/wasm/kernels-wasm.ts matches kernels.wat"
      : "lib/bitmap/wasm/kernels-wasm.ts does not match kernels.wat: run deno task kernels",
  );
  Deno.exit(same ? 0 : 1);
}
Deno.writeTextFileSync(TARGET, module);

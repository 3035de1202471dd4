/**
 * Plays the parts of QEMU that the harness uses: a guest that is steady at once, with a buffer at page 2 of two pages, a
 * monitor, a trace of one request, and a migration of three polls.
 *
 * Run as `deno run fake-qemu.ts BEHAVIOR ...QEMU'S ARGUMENTS`. A behavior is `ok`, `dies-at=COMMAND`,
 * `hangs-at=COMMAND` or `says=LINE` for the guest's console. A prefix limits it to one side: `destination:dies-at=...`.
 */
const [behavior, ...args] = Deno.args;
const incoming = args.includes("-incoming");
const [side, what] = behavior.includes(":") ? behavior.split(":") : ["", behavior];
const [verb, value] = side === "" || (side === "destination") === incoming ? what.split("=") : ["ok"];

const monitor = args[args.indexOf("-qmp") + 1];
const path = monitor.slice("unix:".length, monitor.indexOf(","));
const listener = Deno.listen({ transport: "unix", path });
console.log("PAGEFERRY CURSOR 4096\nPAGEFERRY MAP 3+1 2+1");
console.log(verb === "says" ? value : "PAGEFERRY STEADY 2000");

const ram = {
  ...{ transferred: 500, remaining: 0, total: 32_898 * 4096, duplicate: 7000, normal: 28_000, "dirty-pages-rate": 0 },
  ...{ "dirty-sync-count": 2, "postcopy-requests": 5 },
  ...{ "precopy-bytes": 300, "downtime-bytes": 0, "postcopy-bytes": 200 },
};
const times = { "total-time": 1900, "setup-time": 1 };
const polls = [
  { status: "setup" },
  { status: "active", ram: { ...ram, transferred: 250 }, ...times },
  { status: "postcopy-active", ram, ...times },
  { status: "completed", ram, ...times, downtime: 2 },
];
/** Six pages: zeros, one that the kernel writes, two of the buffer, one that stays, zeros. */
let saved = 0;
const memory = () => {
  const bytes = new Uint8Array(6 * 4096);
  saved++;
  bytes.set([saved], 4096 + 8);
  bytes.fill(saved, 2 * 4096, 4 * 4096);
  bytes.set([7], 5 * 4096 - 1);
  return bytes;
};
const answers: Record<string, (args: Record<string, string>) => unknown> = {
  "pmemsave": ({ filename }) => Deno.writeFileSync(filename, memory()),
  "human-monitor-command": () => "0000000000001000:                   17                   23\r\n",
  "query-version": () => ({ qemu: { major: 7, minor: 2, micro: 0 } }),
  "query-status": () => ({ running: true, status: "running" }),
  "query-migrate": () => incoming ? { "postcopy-vcpu-blocktime": [450] } : polls.length > 1 ? polls.shift() : polls[0],
};

if (incoming) {
  const trace = [
    "1@100.5:loadvm_postcopy_handle_run_bh ",
    "2@100.75:postcopy_ram_fault_thread_request Request for HVA=0x7f0000004000 rb=pc.ram offset=0x4000 pid=3",
    "2@100.8:postcopy_page_req_del resolved page req 0x7f0000004000 total 0",
  ];
  Deno.writeTextFileSync(args[args.indexOf("-D") + 1], trace.join("\n"));
}
const connection = await listener.accept();
const send = (message: unknown) => connection.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`));
await send({ QMP: {} });
const bytes = new Uint8Array(4096);
for (let count = await connection.read(bytes); count !== null; count = await connection.read(bytes)) {
  for (const line of new TextDecoder().decode(bytes.subarray(0, count)).trim().split("\n")) {
    const { execute, id, arguments: given } = JSON.parse(line);
    if (verb === "dies-at" && execute === value) {
      console.error("qemu: lost its mind");
      Deno.exit(3);
    }
    if (verb === "hangs-at" && execute === value) continue;
    await send({ return: answers[execute]?.(given) ?? {}, id });
  }
}

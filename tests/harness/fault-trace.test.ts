import { assertEquals } from "@std/assert";
import { discardsOf, faultsOf } from "../../harness/fault-trace.ts";

const request = (page: number, block = "pc.ram") =>
  `postcopy_ram_fault_thread_request Request for HVA=0x7f12345${page.toString(16)}000 rb=${block} offset=0x${
    page.toString(16)
  }000 pid=7`;

Deno.test("faultsOf tells when each page was requested after the guest resumed, and how long it took to arrive", () => {
  const trace = [
    "9@1700000000.100000:loadvm_postcopy_handle_run_bh ",
    `8@1700000000.350010:${request(16)}`,
    `8@1700000000.400000:${request(17)}`,
    "7@1700000000.450000:postcopy_page_req_del resolved page req 0x7f1234511000 total 1",
    "7@1700000000.500010:postcopy_page_req_del resolved page req 0x7f1234510000 total 0",
    "",
  ];
  assertEquals(faultsOf(trace.join("\n")), [[0.25001, 16, 0.15], [0.3, 17, 0.05]]);
});

Deno.test("faultsOf leaves out firmware, and gives requests before the resume the time 0 and lost pages no wait", () => {
  const trace = [
    `8@5.5:${request(16)}`,
    "9@6.0:loadvm_postcopy_handle_run_bh ",
    `8@6.25:${request(3, "pc.bios")}`,
    `8@6.5:${request(18)}`,
    "7@6.75:postcopy_page_req_del resolved page req 0x7f1234510000 total 1",
  ];
  assertEquals(faultsOf(trace.join("\n")), [[0, 16, 1.25], [0.5, 18, null]]);
  assertEquals(faultsOf(""), []);
});

Deno.test("discardsOf lists the pages that were dirty when post-copy began, not the discard of all RAM before", () => {
  const discard = (start: string, length: string, block = "pc.ram") =>
    `9@1.5:ram_discard_range ${block}: start: ${start} ${length}`;
  const trace = [
    discard("0", "8000000"),
    discard("5000", "2000"),
    discard("1000", "1000"),
    discard("0", "1000", "pc.bios"),
  ];
  assertEquals(discardsOf(trace.join("\n")), [{ firstPage: 1, pages: 1 }, { firstPage: 5, pages: 2 }]);
  assertEquals(discardsOf(trace[0]), []);
});

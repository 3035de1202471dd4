import { assert, assertEquals, assertMatch, assertRejects, assertStrictEquals } from "@std/assert";
import { dirname, join } from "@std/path";
import { openFolder } from "../../shards/folder.ts";
import { runShard } from "../../shards/run-shard.ts";
import { inFolder, merged, PLAN, runInto, TASKS } from "./folders.ts";

const FILE = "shard-0-of-1.jsonl";
const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

/** The complete file of the plan's only shard, as text. */
async function complete(): Promise<string> {
  let text = "";
  await inFolder(async (folder) => {
    await runInto(folder, PLAN);
    text = await Deno.readTextFile(join(folder, FILE));
  });
  return text;
}

Deno.test("a sweep writes a record for each task, a copy of the plan, and how it was made", async () => {
  await inFolder(async (folder) => {
    const outcome = await runInto(folder, PLAN);
    const { total, before, failed, firstError } = outcome;
    assertEquals({ total, before, failed }, { total: TASKS, before: 0, failed: TASKS / 2 });
    assertMatch(
      firstError!,
      /^vm\.vcpus = 1, .*, workload\.pages = 2000, .*, replicate = 0: Cannot read scenario: workload\.0\./,
    );
    assertEquals(namesIn(folder), ["plan.json", FILE, "shard-0-of-1.provenance.json"]);
    assertEquals(JSON.parse(await Deno.readTextFile(join(folder, "plan.json"))), PLAN);
    const provenance = JSON.parse(await Deno.readTextFile(join(folder, "shard-0-of-1.provenance.json")));
    assertMatch(provenance.planHash, /^[0-9a-f]{64}$/);
    assertEquals([provenance.deno, provenance.runs.length, provenance.runs[0].tasks], [Deno.version.deno, 1, TASKS]);
  });
});

Deno.test("a finished shard is not run again", async () => {
  await inFolder(async (folder) => {
    await runInto(folder, PLAN);
    const before = await Deno.stat(join(folder, FILE));
    assertEquals((await runInto(folder, PLAN)).before, TASKS);
    assertEquals((await Deno.stat(join(folder, FILE))).mtime, before.mtime);
  });
});

Deno.test("a shard goes on after its last whole record, wherever the file was cut", async () => {
  const text = await complete();
  const lines = text.split("\n");
  const third = lines.slice(0, 3).join("\n");
  const cuts: [string, number][] = [
    ["", 0],
    [text.slice(0, 10), 0],
    // A whole record without its line feed is not a line.
    [third, 2],
    [`${third}\n`, 3],
    [`${third}\n${lines[3].slice(0, -1)}`, 3],
    // Blocks that a crash of the system left empty.
    [`${third}\n${"\0".repeat(5000)}\n`, 3],
    // A record of another place.
    [`${third}\n${lines[5]}\n`, 3],
    [text, TASKS],
    [`${text}${lines[0]}\n`, TASKS],
  ];
  for (const [part, kept] of cuts) {
    await inFolder(async (folder) => {
      await Deno.mkdir(folder);
      await Deno.writeTextFile(join(folder, `${FILE}.part`), part);
      assertStrictEquals((await runInto(folder, PLAN)).before, kept);
      assertStrictEquals(await Deno.readTextFile(join(folder, FILE)), text);
    });
  }
});

Deno.test("a stopped sweep keeps what is done", async () => {
  const text = await complete();
  await inFolder(async (folder) => {
    const controller = new AbortController();
    const reason = new Error("stopped");
    const error = await assertRejects(() =>
      runInto(folder, PLAN, undefined, {
        workers: 2,
        signal: controller.signal,
        onProgress: (done) => done > 0 && controller.abort(reason),
      })
    );
    assertStrictEquals(error, reason);
    const part = await Deno.readTextFile(join(folder, `${FILE}.part`));
    assert(part.length > 0 && part.length < text.length && text.startsWith(part));
    assertStrictEquals((await runInto(folder, PLAN)).before, part.split("\n").length - 1);
    assertStrictEquals(await Deno.readTextFile(join(folder, FILE)), text);
  });
});

Deno.test("two processes do not write one shard; they may write two", async () => {
  await inFolder(async (folder) => {
    const opened = await openFolder({ path: folder, shown: "DIR" }, PLAN);
    const outcomes = await Promise.allSettled([
      runShard(opened, { index: 0, of: 2 }, { workers: 1 }),
      runShard(opened, { index: 0, of: 2 }, { workers: 1 }),
      runShard(opened, { index: 1, of: 2 }, { workers: 1 }),
    ]);
    const errors = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason.message);
    assertEquals(errors, ["Cannot sweep into DIR: another process is writing shard-0-of-2.jsonl"]);
    assertEquals(namesIn(folder).filter((name) => name.endsWith(".jsonl")), [
      "shard-0-of-2.jsonl",
      "shard-1-of-2.jsonl",
    ]);
  });
});

Deno.test("a folder takes one plan, one division and one version of the package", async () => {
  await inFolder(async (folder) => {
    await runInto(folder, PLAN, { index: 0, of: 3 });
    const before = namesIn(folder);
    await assertRejects(
      () => runInto(folder, { ...PLAN, replicates: 4 }),
      TypeError,
      "Cannot sweep into DIR: it holds the results of another plan; see its plan.json",
    );
    await assertRejects(
      () => runInto(folder, PLAN),
      TypeError,
      "Cannot sweep into DIR: it holds a sweep in 3 shards, and this is one in 1 part",
    );
    assertEquals(namesIn(folder), before);
    const path = join(folder, "shard-1-of-3.provenance.json");
    await Deno.writeTextFile(path, '{"version": "0.0.1", "runs": []}');
    await assertRejects(
      () => runInto(folder, PLAN, { index: 1, of: 3 }),
      TypeError,
      "Cannot sweep into DIR: version 0.0.1 began it, and this is 0.1.0; use a new folder",
    );
    await Deno.writeTextFile(join(folder, "plan.json"), "{");
    await assertRejects(() => runInto(folder, PLAN), TypeError, "Cannot read DIR/plan.json: it is not JSON: ");
  });
});

Deno.test("a damaged file about a shard's runs stops neither a run nor a merge, which name it", async () => {
  const text = await complete();
  for (const damaged of ["", '{"version": "0.1', "null", "[]", '{"version": "0.1.0", "runs": [null]}', "\0\0"]) {
    await inFolder(async (folder) => {
      await runInto(folder, PLAN);
      const path = join(folder, "shard-0-of-1.provenance.json");
      await Deno.writeTextFile(path, damaged);
      const warnings: string[] = [];
      const onWarning = (sentence: string) => warnings.push(sentence);
      await merged(folder, "rows.jsonl", onWarning);
      await Deno.rename(join(folder, FILE), join(folder, `${FILE}.part`));
      await runInto(folder, PLAN, undefined, { workers: 0, onWarning });
      const warning = "Cannot read DIR/shard-0-of-1.provenance.json: the hosts and times of earlier runs are lost";
      assertEquals(warnings, [warning, warning]);
      assertStrictEquals(await Deno.readTextFile(join(folder, FILE)), text);
      assertEquals(JSON.parse(await Deno.readTextFile(path)).runs, []);
    });
  }
});

/** Runs `test` with another way to lock files. */
async function withLock(tryLock: (this: Deno.FsFile) => Promise<boolean>, test: () => Promise<void>): Promise<void> {
  const { tryLock: original } = Deno.FsFile.prototype;
  Deno.FsFile.prototype.tryLock = tryLock;
  try {
    await test();
  } finally {
    Deno.FsFile.prototype.tryLock = original;
  }
}

Deno.test("a shard on a file system without locks is run, with one warning", async () => {
  await inFolder(async (folder) => {
    const warnings: string[] = [];
    const onWarning = (sentence: string) => warnings.push(sentence);
    // The error of Deno for ENOSYS, which has neither a class nor a code.
    const tryLock = () => Promise.reject(new Error("Function not implemented (os error 38)"));
    await withLock(tryLock, async () => void await runInto(folder, PLAN, undefined, { workers: 0, onWarning }));
    assertEquals(warnings, [
      "Cannot lock DIR/shard-0-of-1.jsonl.part: Function not implemented (os error 38); run each shard only once at a time",
    ]);
    assertEquals(namesIn(folder), ["plan.json", FILE, "shard-0-of-1.provenance.json"]);
  });
});

Deno.test("a shard that another process finishes just before the lock is not run again", async () => {
  await inFolder(async (folder) => {
    const tryLock = async () => {
      await Deno.writeTextFile(join(folder, FILE), "finished");
      return true;
    };
    await withLock(tryLock, async () => assertStrictEquals((await runInto(folder, PLAN)).before, TASKS));
    assertEquals(namesIn(folder), ["plan.json", FILE]);
    assertStrictEquals(await Deno.readTextFile(join(folder, FILE)), "finished");
  });
});

Deno.test("a folder that cannot be written is reported in one line", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(folder, "");
    await assertRejects(() => runInto(folder, PLAN), TypeError, "Cannot write to DIR: it is a file");
  });
});

/** Runs `test` in a small file system of its own. Only root can mount one. */
async function inFileSystem(size: string, test: (mount: string, remount: (how: string) => void) => Promise<void>) {
  const mount = await Deno.makeTempDir({ prefix: "pageferry-test-" });
  const run = (command: string, args: string[]) => {
    const { success, stderr } = new Deno.Command(command, { args }).outputSync();
    assert(success, new TextDecoder().decode(stderr));
  };
  run("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", mount]);
  try {
    await test(mount, (how) => run("mount", ["-o", `remount,${how}`, mount]));
  } finally {
    run("umount", [mount]);
    await Deno.remove(mount);
  }
}

Deno.test(
  { name: "a full disk is reported in one line, and the records so far are kept", ignore: Deno.uid() !== 0 },
  async () => {
    const text = await complete();
    await inFileSystem("48k", async (mount, remount) => {
      const folder = join(mount, "sweep");
      await assertRejects(() => runInto(folder, PLAN), TypeError, "Cannot write to DIR: no space left");
      const part = await Deno.readTextFile(join(folder, `${FILE}.part`));
      assert(part.length > 1000 && text.startsWith(part));
      remount("size=4m");
      assert((await runInto(folder, PLAN)).before > 0);
      assertStrictEquals(await Deno.readTextFile(join(folder, FILE)), text);
    });
  },
);

Deno.test({ name: "a read-only folder is reported in one line", ignore: Deno.uid() !== 0 }, async () => {
  await inFileSystem("4m", async (mount, remount) => {
    const folder = join(mount, "sweep");
    await runInto(folder, PLAN, { index: 0, of: 2 });
    const before = namesIn(folder);
    remount("ro");
    const message = "Cannot write to DIR: read-only file system";
    await assertRejects(() => runInto(folder, PLAN, { index: 1, of: 2 }), TypeError, message);
    await assertRejects(() => runInto(join(mount, "other"), PLAN), TypeError, message);
    assertEquals(namesIn(folder), before);
    assertStrictEquals(dirname(folder), mount);
  });
});

import { parentPort, workerData } from "node:worker_threads";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CheckpointerData } from "./storage/checkpointer.ts";
import { openSqlite } from "./storage/sqlite.ts";

// The thread of `checkpointer.ts`: one checkpoint for each message. It never waits for the writer,
// and copies what it can while the writer goes on.

const port = assertDefined(parentPort, "checkpoints run in a thread of their own");
const { path }: CheckpointerData = workerData;
const { database } = openSqlite(path, "write");
const checkpoint = database.prepare("pragma wal_checkpoint(passive)");

port.on("message", (message: "checkpoint" | "close") => {
  if (message === "close") {
    database.close();
    port.close();
    return;
  }
  try {
    checkpoint.get();
  } catch {
    // Nothing is lost: the writer's own checkpoint comes later, and reports what is wrong.
  }
  port.postMessage("done");
});

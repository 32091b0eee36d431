import { parentPort } from "node:worker_threads";

/** A writer's thread that starts up and dies at its first write. */
parentPort?.on("message", () => {
  throw new Error("the disk is on fire");
});
parentPort?.postMessage("ready");

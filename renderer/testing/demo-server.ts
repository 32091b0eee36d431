import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool, type ServerProcess, startServerProcess } from "#renderer/e2e/server-process.ts";

/** A real sync server with its own small demo tenant. */
export type DemoServer = ServerProcess & {
  /** A new one-time code for the first location. */
  readonly enrolCode: () => Promise<string>;
  /** Stops it and deletes its data. */
  readonly remove: () => Promise<void>;
};

export const startDemoServer = async (
  size = { profiles: 60, transactions: 200 },
): Promise<DemoServer> => {
  const data = await mkdtemp(join(tmpdir(), "regulars-data-"));
  const { profiles, transactions } = size;
  await runTool("demo", [
    "--data",
    data,
    "--profiles",
    `${profiles}`,
    "--transactions",
    `${transactions}`,
  ]);
  const server = await startServerProcess(data, { REGULARS_ENROLMENTS_PER_MINUTE: "1000" });
  return {
    ...server,
    enrolCode: async () => {
      const printed = await runTool("enrol-code", ["--data", data, "--location", "1"]);
      const code = /: (\S+)$/.exec(printed)?.[1];
      if (!code) throw new Error(`no code was printed: ${printed}`);
      return code;
    },
    remove: async () => {
      await server.kill();
      await rm(data, { recursive: true, force: true });
    },
  };
};

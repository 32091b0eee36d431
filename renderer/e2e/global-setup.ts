import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { runTool } from "./server-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of a small demo tenant that nobody serves: to be copied. */
    demoData: string;
    /** An API token of that tenant which may do everything. */
    demoToken: string;
  }
}

/** Makes the demo tenant once for all files of the project. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const data = await mkdtemp(join(tmpdir(), "regulars-demo-"));
  await runTool("demo", ["--data", data, "--profiles", "60", "--sales", "120"]);
  const printed = await runTool("token", ["--data", data, "--name", "e2e", "--scope", "*"]);
  const token = /rg_api_\S+/.exec(printed)?.[0];
  if (token === undefined) throw new Error(`No token was printed: ${printed}`);
  project.provide("demoData", data);
  project.provide("demoToken", token);
  return () => rm(data, { recursive: true, force: true });
};

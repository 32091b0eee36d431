import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { root } from "./desktop.ts";
import { bundlePrograms, runTool } from "./server-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built apps as they were when the tests started. */
    builtScreens: string;
    /** The folder of a small demo tenant that no server uses. Copy it. */
    demoData: string;
    /** An API token of that tenant with all scopes. */
    demoToken: string;
  }
}

/**
 * Creates the demo tenant once for all files of the project, and copies the built apps, so that a
 * build during the tests doesn't change the app under them.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "regulars-e2e-"));
  const data = join(folder, "demo");
  const screens = join(folder, "screens");
  await mkdir(screens);
  // If nothing was built, the tests say so themselves.
  await cp(join(root, "dist/renderer"), screens, { recursive: true }).catch(() => undefined);
  await bundlePrograms();
  await runTool("demo", ["--data", data, "--profiles", "60", "--transactions", "120"]);
  const printed = await runTool("token", ["--data", data, "--name", "e2e", "--scope", "*"]);
  const token = /rg_api_\S+/.exec(printed)?.[0];
  if (token === undefined) throw new Error(`No token was printed: ${printed}`);
  project.provide("builtScreens", screens);
  project.provide("demoData", data);
  project.provide("demoToken", token);
  return () => rm(folder, { recursive: true, force: true });
};

import { bundlePrograms } from "#renderer/e2e/server-process.ts";

/** Some component tests talk to a real server, which starts from a bundle. */
export const setup = bundlePrograms;

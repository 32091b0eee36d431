import { expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";
import { createHttpPort } from "./server/http-port.ts";
import { planOf } from "./shrink.ts";

const STEPS = 60;

/** Three for every CI run, one with lists and merges; a nightly run sets REGULARS_SEEDS. */
const { seeds } = planOf(process.env, [1, 3, 88]);

test.for(seeds)("seed %s has the same history over real HTTP as in one process", async (seed) => {
  const http = createHttpPort();
  const { portOf, onEnrolled } = http;
  const overHttp = await runSeed(seed, { steps: STEPS, portOf, onEnrolled });
  await http.close();
  expect(overHttp.violations).toEqual([]);
  const inProcess = await runSeed(seed, { steps: STEPS });
  expect(overHttp.digest).toBe(inProcess.digest);
});

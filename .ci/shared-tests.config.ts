import { defineConfig } from "vitest/config";

/**
 * The tests of `shared/` alone, for `npm run mutate`: Stryker can't choose among projects. One test
 * that is slow on a busy machine would end the whole run.
 */
export default defineConfig({ test: { include: ["shared/**/*.test.ts"], testTimeout: 60_000 } });

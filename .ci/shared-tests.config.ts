import { defineConfig } from "vitest/config";

/** The tests of `shared/` alone, for `npm run mutate`: Stryker can't choose among projects. */
export default defineConfig({ test: { include: ["shared/**/*.test.ts"] } });

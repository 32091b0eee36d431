import { defineConfig } from "vitest/config";

// One runner for everything. `npx vitest run --project shared` runs one part of it.
// Node by default; a component test requests the DOM with `// @vitest-environment jsdom`.
// A test that needs PostgreSQL, Chromium or a display starts it itself (see sync-server/testing and
// renderer/e2e). If it can't, it skips and says why; under REGULARS_REQUIRE_ALL=1 it fails instead.
export default defineConfig({
  test: {
    maxWorkers: 2,
    // A hung test must not hold up the whole run.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: "house",
          include: [".ci/**/*.test.ts"],
          // These tests start tsc, Biome and Knip many times.
          testTimeout: 60_000,
        },
      },
      { test: { name: "shared", include: ["shared/**/*.test.ts"] } },
      {
        test: {
          name: "sync-server",
          include: ["sync-server/**/*.test.ts"],
          exclude: ["sync-server/simulation/**"],
          globalSetup: ["sync-server/testing/global-setup.ts"],
          // With an external PostgreSQL every worker shares it, so test files run one at a time.
          fileParallelism: !process.env["DATABASE_URL"],
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "simulation",
          include: ["sync-server/simulation/**/*.test.ts"],
          globalSetup: ["sync-server/testing/global-setup.ts"],
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: "renderer",
          include: ["renderer/**/*.test.{ts,tsx}"],
          exclude: ["renderer/e2e/**"],
        },
      },
      { test: { name: "electron", include: ["electron/**/*.test.ts"] } },
      {
        test: {
          name: "e2e",
          include: ["renderer/e2e/**/*.test.ts"],
          globalSetup: ["renderer/e2e/global-setup.ts"],
          // Each file drives real browsers and servers, so they run one at a time, after everything else.
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});

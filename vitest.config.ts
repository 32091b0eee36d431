import { defineConfig } from "vitest/config";

/**
 * With an external PostgreSQL every worker shares it, so the files that use it run one at a time.
 */
const isPostgresShared = Boolean(process.env["DATABASE_URL"]);

/** How many times as many random cases as usual: see shared/testing/cases.ts. */
const caseFactor = Number(process.env["REGULARS_CASES"] ?? 1);

// One runner for everything. `npx vitest run --project shared` runs one part of it.
// Node by default; a component test requests the DOM with `// @vitest-environment jsdom`.
// A test that needs PostgreSQL, Chromium or a display starts it itself (see sync-server/testing and
// renderer/e2e). If it can't, it skips and says why; under REGULARS_REQUIRE_ALL=1 it fails instead.
//
// All files share one queue of four workers, project by project in the order of their names. Many
// files wait for a browser, a server or a database, and would leave one of two cores idle. So no
// file may take a fixed port or a shared folder.
//
// Loading the server or the screens takes longer than most files do, so where `isolate` is false a
// worker loads them once. A file there must leave no module replaced and no global changed.
export default defineConfig({
  test: {
    maxWorkers: 4,
    // A test without an assertion can't fail. The default limit for polling, a second, is too
    // little on a busy machine. Hooks can't poll: there, pass the limit to `vi.waitFor`.
    expect: { requireAssertions: true, poll: { timeout: 10_000 } },
    // A hung test must not hold up the whole run.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    provide: { caseFactor },
    projects: [
      {
        test: {
          name: "house",
          include: [".ci/**/*.test.ts"],
          // These tests start tsc, Biome and Knip many times.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "shared",
          include: ["shared/**/*.test.ts"],
          isolate: false,
          testTimeout: 60_000 * caseFactor,
        },
      },
      {
        test: {
          name: "sync-server",
          include: ["sync-server/**/*.test.ts"],
          exclude: ["sync-server/simulation/**"],
          isolate: false,
          globalSetup: ["sync-server/testing/global-setup.ts"],
          fileParallelism: !isPostgresShared,
          // Some start programs, which take twenty seconds each on a busy machine.
          testTimeout: 180_000 * caseFactor,
        },
      },
      {
        test: {
          name: "simulation",
          include: ["sync-server/simulation/**/*.test.ts"],
          globalSetup: ["sync-server/testing/global-setup.ts"],
          fileParallelism: !isPostgresShared,
          testTimeout: 300_000 * caseFactor,
        },
      },
      {
        test: {
          name: "renderer",
          include: ["renderer/**/*.test.{ts,tsx}"],
          exclude: ["renderer/e2e/**"],
          isolate: false,
          globalSetup: ["renderer/testing/global-setup.ts"],
          // Many wait for what a screen shows, and fail if it doesn't.
          expect: { requireAssertions: false },
        },
      },
      { test: { name: "electron", include: ["electron/**/*.test.ts"] } },
      {
        test: {
          name: "e2e",
          expect: { requireAssertions: false },
          include: ["renderer/e2e/**/*.test.ts"],
          globalSetup: ["renderer/e2e/global-setup.ts"],
          setupFiles: ["renderer/e2e/show-failure.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});

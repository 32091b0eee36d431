import { afterEach } from "vitest";
import { watchedPages } from "./watched-pages.ts";

// Loaded before each file of the project: what was on the screen is the first thing anybody asks
// about a failure, and often all that can be known of one on another machine.
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const page of watchedPages) {
    if (page.isClosed()) continue;
    const seen = await page
      .locator("body")
      .ariaSnapshot({ timeout: 5_000 })
      .catch((error: unknown) => `can't be read: ${String(error)}`);
    console.error(`${task.name}: when it failed, ${page.url()} showed\n${seen}`);
  }
});

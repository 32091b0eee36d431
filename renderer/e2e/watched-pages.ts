import type { Page } from "playwright-core";

/** The pages that the file's tests have opened and not closed. */
export const watchedPages = new Set<Page>();

/** Remembers a page, so that a failed test can say what was on it, and reports what it throws. */
export const watchPage = (page: Page): void => {
  watchedPages.add(page);
  page.once("close", () => watchedPages.delete(page));
  page.on("crash", () => console.error(`${page.url()} crashed.`));
  page.on("pageerror", (error) => console.error(`${page.url()} threw: ${error.message}`));
};

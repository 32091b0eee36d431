import axe from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";

/** At the size of a title, such a word doesn't fit a phone. */
const LONG_WORD_LENGTH = 24;

/** The smallest target for a finger, in CSS pixels. */
const TARGET_PX = 44;

/** How often, and after how many ms each, a page is looked at again that still moves. */
const LOOKS = 10;
const LOOK_AGAIN_MS = 100;

/**
 * Finds what is too wide for the window: the page itself, or a part that has become scrollable,
 * unless it is a strip that is meant to. A menu moves only after the window has changed its size.
 */
export const findSidewaysScroll = async (page: Page): Promise<readonly string[]> => {
  for (let look = 1; look < LOOKS; look += 1) {
    if ((await findTooWide(page)).length === 0) return [];
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
  return findTooWide(page);
};

const findTooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const describe = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`;
    const found =
      document.documentElement.scrollWidth > window.innerWidth ? [document.documentElement] : [];
    const scrollable = [...document.querySelectorAll("body *:not([data-strip])")].filter(
      (element) => {
        const { overflowX } = getComputedStyle(element);
        const isScrollable = overflowX === "auto" || overflowX === "scroll";
        return isScrollable && element.scrollWidth > element.clientWidth + 1;
      },
    );
    return [...found, ...scrollable].map(describe);
  });

/** Finds controls that are smaller than a finger. */
export const findSmallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const selector =
      "button, a[href], input, select, textarea, [role=button], [role=option], [role=menuitem]";
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      // Text for screen readers only is one pixel in size, and the skip button is off-screen until
      // focused.
      return (
        width > 1 &&
        height > 1 &&
        element.checkVisibility({ visibilityProperty: true }) &&
        element.getBoundingClientRect().bottom > 0
      );
    };
    /** A label around a field is part of the target. */
    const sizeOf = (element: Element) => {
      const own = element.getBoundingClientRect();
      const label = element.closest("label")?.getBoundingClientRect();
      return {
        width: Math.max(own.width, label?.width ?? 0),
        height: Math.max(own.height, label?.height ?? 0),
      };
    };
    return [...document.querySelectorAll(selector)].filter(isShown).flatMap((element) => {
      const { width, height } = sizeOf(element);
      if (width >= least - 0.5 && height >= least - 0.5) return [];
      const name = element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40);
      return [
        `${element.tagName.toLowerCase()} "${name}" ${Math.round(width)}x${Math.round(height)}`,
      ];
    });
  }, TARGET_PX);

/** Finds which of these texts aren't wholly on the window, or are under something else. */
export const findOutOfSight = (page: Page, texts: readonly string[]): Promise<readonly string[]> =>
  page.evaluate(
    (wanted) =>
      wanted.filter((text) => {
        const found = [...document.querySelectorAll("main *")].findLast(
          (element) => element.textContent === text,
        );
        if (found === undefined) return true;
        const { left, right, top, bottom } = found.getBoundingClientRect();
        const corners = [
          [left + 1, top + 1],
          [right - 1, bottom - 1],
        ] as const;
        return !corners.every(([x, y]) => {
          const there = document.elementFromPoint(x, y);
          return there !== null && (found.contains(there) || there.contains(found));
        });
      }),
    texts,
  );

/** Finds buttons with clipped text. An ellipsis is deliberate. */
export const findCutLabels = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, button *")]
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const isCut = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
        // Text for screen readers only is one pixel in size.
        return isCut && textOverflow !== "ellipsis" && element.clientWidth > 1;
      })
      .map(({ textContent, scrollWidth, clientWidth }) => {
        return `"${textContent}" is cut: ${scrollWidth} > ${clientWidth}`;
      }),
  );

/**
 * Finds words and amounts that are broken over two lines: "£102." / "00". A word that may be longer
 * than a phone is wide has to break.
 */
export const findBrokenWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate((longWord) => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest("style, script, .visually-hidden")) continue;
      // Lines end at spaces, and after hyphens and the dots and signs of addresses.
      for (const { 0: word, index } of (node.textContent ?? "").matchAll(
        /[^\s\u2010-\u2015@/_-]+/g,
      )) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        // One pixel wide: for screen readers only.
        const isShown = parent.getBoundingClientRect().width > 1;
        if (isShown && lines.size > 1 && word.length < longWord)
          broken.push(`"${word}" is broken over ${lines.size} lines`);
      }
    }
    return broken;
  }, LONG_WORD_LENGTH);

/**
 * Runs axe-core's rules for WCAG 2.2 A and AA. One line for each element of each violation. Nothing
 * is sticky meanwhile: whatever lies half behind a sticky button would count as too small a target,
 * though scrolling brings it out.
 */
export const findAxeViolations = async (
  page: Page,
  only?: readonly string[],
): Promise<readonly string[]> => {
  const isThere = await page.evaluate(() => "axe" in window);
  // Through the debugger, because the page's policy would block a script element.
  if (!isThere) await page.evaluate(axe.source);
  const runOnly =
    only === undefined
      ? { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }
      : { type: "rule", values: [...only] };
  const found: unknown = await page.evaluate(
    async (options) => {
      const there: unknown = Reflect.get(window, "axe");
      const run: unknown =
        typeof there === "object" && there !== null ? Reflect.get(there, "run") : null;
      if (typeof run !== "function") return null;
      const sticky = [...document.querySelectorAll<HTMLElement>("body *")].filter(
        (element) => getComputedStyle(element).position === "sticky",
      );
      for (const { style } of sticky) style.position = "static";
      const result: unknown = await Reflect.apply(run, there, [document, options]);
      for (const { style } of sticky) style.position = "";
      return result;
    },
    { runOnly, resultTypes: ["violations"] },
  );
  return resultSchema
    .parse(found)
    .violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`,
      ),
    );
};

const resultSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(
        z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() }),
      ),
    }),
  ),
});

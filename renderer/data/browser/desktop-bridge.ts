import { z } from "zod";
import { type DesktopBridge, desktopVerbs } from "#shared/desktop/bridge.ts";

/** The verbs of the desktop shell that the data layer uses. */
export type DataBridge = Pick<
  DesktopBridge,
  "journalAppend" | "journalRead" | "journalCompact" | "secretGet" | "secretSet"
>;

const verbSchema = z.custom<(argument?: unknown) => Promise<unknown>>(
  (value) => typeof value === "function",
);
const shellSchema = z.object({
  journalAppend: verbSchema,
  journalRead: verbSchema,
  journalCompact: verbSchema,
  secretGet: verbSchema,
  secretSet: verbSchema,
});

/**
 * `window.desktop` with every answer parsed. Null in a browser, or in a shell that lacks a verb.
 */
export const readDesktopBridge = (page: object): DataBridge | null => {
  const shell = shellSchema.safeParse("desktop" in page ? page.desktop : null);
  if (!shell.success) return null;
  const { data } = shell;
  const { journalAppend, journalRead, journalCompact, secretGet, secretSet } = desktopVerbs;
  return {
    journalAppend: async (argument) =>
      journalAppend.result.parse(await data.journalAppend(argument)),
    journalRead: async () => journalRead.result.parse(await data.journalRead()),
    journalCompact: async (argument) =>
      journalCompact.result.parse(await data.journalCompact(argument)),
    secretGet: async (argument) => secretGet.result.parse(await data.secretGet(argument)),
    secretSet: async (argument) => secretSet.result.parse(await data.secretSet(argument)),
  };
};

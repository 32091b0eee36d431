import { z } from "zod";
import { type DesktopBridge, desktopVerbs } from "#shared/desktop/bridge.ts";

/** The verbs of the desktop shell for the customer display. */
export type DesktopDisplay = Pick<DesktopBridge, "displayOpen" | "displayClose" | "displayShow">;

const verbSchema = z.custom<(argument?: unknown) => Promise<unknown>>(
  (value) => typeof value === "function",
);
const shellSchema = z.object({
  displayOpen: verbSchema,
  displayClose: verbSchema,
  displayShow: verbSchema,
});

/** Them with every answer parsed. Null in a browser, or in a shell that is older. */
export const readDesktopDisplay = (page: object): DesktopDisplay | null => {
  const shell = shellSchema.safeParse("desktop" in page ? page.desktop : null);
  if (!shell.success) return null;
  const { displayOpen, displayClose, displayShow } = shell.data;
  return {
    displayOpen: async (argument) =>
      desktopVerbs.displayOpen.result.parse(await displayOpen(argument)),
    displayClose: async () => desktopVerbs.displayClose.result.parse(await displayClose()),
    displayShow: async (argument) =>
      desktopVerbs.displayShow.result.parse(await displayShow(argument)),
  };
};

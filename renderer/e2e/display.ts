import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** A display for windows: the existing one, or a virtual one started for the tests. */
export type Display = { readonly name: string; readonly close: () => Promise<void> };

/** Finds or starts a display; undefined if there is neither a display nor Xvfb. */
export const openDisplay = async (): Promise<Display | undefined> => {
  if (process.platform !== "linux") return { name: "", close: async () => undefined };
  const present = process.env["DISPLAY"];
  if (present) return { name: present, close: async () => undefined };

  const xvfb = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const number = await new Promise<string | undefined>((resolve) => {
    xvfb.once("error", () => resolve(undefined));
    xvfb.once("exit", () => resolve(undefined));
    const pipe = xvfb.stdio[3] as Readable;
    pipe.once("data", (text) => resolve(String(text).trim()));
  });
  if (number === undefined) return undefined;
  return {
    name: `:${number}`,
    close: async () => {
      const gone = once(xvfb, "exit");
      xvfb.kill();
      await gone;
    },
  };
};

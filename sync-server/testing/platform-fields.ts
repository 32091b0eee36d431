import { readFileSync } from "node:fs";

/** Fields of an operation: `GET /locations`, and of what is at `normal_hours` in it. */
export type PlatformFields = {
  readonly operation: string;
  readonly within: readonly string[];
  readonly fields: readonly string[];
};

const TEXT = readFileSync(new URL("./platform-fields.txt", import.meta.url), "utf8");

/** Every field that clients of the platform read and send. */
export const platformFields: readonly PlatformFields[] = TEXT.split("\n\n")
  .slice(1)
  .map((part) => {
    const [head = "", ...lines] = part.split("\n");
    const [method = "", path = "", ...within] = head.split(" ");
    return {
      operation: `${method} ${path}`,
      within,
      fields: lines.flatMap((line) => line.trim().split(" ")).filter((field) => field !== ""),
    };
  });

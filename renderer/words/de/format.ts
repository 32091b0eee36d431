import type { format as english } from "#renderer/words/en/format.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const format: Translation<typeof english> = {
  just_now: "gerade eben",
};

import type { LikenessReason } from "#shared/profile/likeness.ts";
import { say } from "./say.ts";

const REASONS: Readonly<Record<LikenessReason, string | null>> = {
  same_mobile: say("merge.same_mobile"),
  same_phone: say("merge.same_phone"),
  same_mailbox: say("merge.same_mailbox"),
  same_first_name: say("merge.same_first_name"),
  similar_first_name: say("merge.similar_first_name"),
  same_last_name: say("merge.same_last_name"),
  similar_last_name: say("merge.similar_last_name"),
  same_birthday: say("merge.same_birthday"),
  // What speaks against it can be seen side by side.
  other_first_name: null,
  other_last_name: null,
  other_birthday: null,
};

/** Why two customers may be one person: "Same mobile, same last name". */
export const likenessText = (reasons: readonly LikenessReason[]): string =>
  say("merge.same", { what: reasons.flatMap((reason) => REASONS[reason] ?? []).join(", ") });

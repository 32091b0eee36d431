import type { EditRefusal, NoteRefusal, UndoRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why a profile wasn't created or changed. */
export const editRefusalSentence = (refusal: EditRefusal): Sentence => {
  switch (refusal.reason) {
    case "invalid_details":
      return {
        title: say("refusal.invalid_details"),
        advice: say("refusal.invalid_details_advice"),
      };
    case "no_changes":
      return { title: say("refusal.no_changes"), advice: say("refusal.no_changes_advice") };
    case "profile_unknown":
      return {
        title: say("refusal.customer_gone"),
        advice: say("refusal.customer_gone_advice"),
      };
    case "duplicate_profile":
      return {
        title: say("refusal.duplicate_profile"),
        advice: say("refusal.duplicate_profile_advice"),
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Why a note wasn't added. */
export const noteRefusalSentence = (refusal: NoteRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "text_empty":
      return { title: say("refusal.note_empty"), advice: say("refusal.note_empty_advice") };
    case "text_too_long":
      return {
        title: say("refusal.note_too_long"),
        advice: say("refusal.note_too_long_advice", { shown: format.count(refusal.maxLength) }),
      };
    case "profile_unknown":
      return {
        title: say("refusal.customer_gone"),
        advice: say("refusal.customer_gone_advice"),
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Why a command couldn't be undone. */
export const undoRefusalSentence = (refusal: UndoRefusal): Sentence => {
  switch (refusal.reason) {
    case "others_depend":
      return {
        title: say("refusal.others_depend"),
        advice: say("refusal.others_depend_advice"),
      };
    case "already_sent":
      return {
        title: say("refusal.already_sent"),
        advice: say("refusal.already_sent_advice"),
      };
    case "unknown":
      return {
        title: say("refusal.act_gone"),
        advice: say("refusal.act_gone_advice"),
      };
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

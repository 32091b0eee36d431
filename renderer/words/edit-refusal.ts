import type { EditRefusal, NoteRefusal, UndoRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import type { Sentence } from "./sentence.ts";

/** Why a profile wasn't created or changed. */
export const editRefusalSentence = (refusal: EditRefusal): Sentence => {
  switch (refusal.reason) {
    case "invalid_details":
      return {
        title: "Check the highlighted fields.",
        advice: "Fix the fields that are marked, then save again.",
      };
    case "no_changes":
      return { title: "Nothing has changed.", advice: "Change a field, or go back." };
    case "profile_unknown":
      return {
        title: "This customer is no longer on this device.",
        advice: "Go back and search again.",
      };
    case "duplicate_profile":
      return {
        title: "Another customer has the same email, mobile number or card.",
        advice: "Open that customer instead.",
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
      return { title: "The note is empty.", advice: "Write something first." };
    case "text_too_long":
      return {
        title: "The note is too long.",
        advice: `Use at most ${format.count(refusal.maxLength)} characters.`,
      };
    case "profile_unknown":
      return {
        title: "This customer is no longer on this device.",
        advice: "Go back and search again.",
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
        title: "Other actions depend on this one.",
        advice: "Open the sync page to undo them together.",
      };
    case "already_sent":
      return {
        title: "Already synced, so it can't be undone here.",
        advice: "Ask head office to reverse it.",
      };
    case "unknown":
      return {
        title: "It's no longer on this device.",
        advice: "It has already been sent or undone.",
      };
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

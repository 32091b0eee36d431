import type { EditRefusal, NoteRefusal, UndoRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import type { Sentence } from "./sentence.ts";

/** Why a profile was not created or changed. */
export const editRefusalSentence = (refusal: EditRefusal): Sentence => {
  switch (refusal.reason) {
    case "invalid_details":
      return {
        title: "Some details are not right yet.",
        advice: "Correct the fields marked below.",
      };
    case "no_changes":
      return { title: "Nothing was changed.", advice: "Change a field, or go back." };
    case "profile_unknown":
      return {
        title: "This device does not hold the profile any more.",
        advice: "Go back and search for it again.",
      };
    case "duplicate_profile":
      return {
        title: "Another profile has the same e-mail, mobile phone or card.",
        advice: "Open that profile instead.",
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Why a note was not added. */
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
        title: "This device does not hold the profile any more.",
        advice: "Go back and search for it again.",
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Why something could not be taken back. */
export const undoRefusalSentence = (refusal: UndoRefusal): Sentence => {
  switch (refusal.reason) {
    case "already_sent":
      return {
        title: "It is too late: it has been sent.",
        advice: "Head office can reverse it.",
      };
    case "unknown":
      return {
        title: "It is no longer on this device.",
        advice: "It has been sent or taken back already.",
      };
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

import type { OpenRefusal } from "#renderer/data/device.ts";
import type { EnrolRefusal } from "#renderer/data/enrolment.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Sentence } from "./sentence.ts";

/** Why this device couldn't be enrolled. */
export const enrolRefusalSentence = (refusal: EnrolRefusal): Sentence => {
  switch (refusal.reason) {
    case "server_url_invalid":
      return {
        title: "The server address isn't right.",
        advice: "It starts with https:// and is on the sheet from head office.",
      };
    case "server_unreachable":
      return {
        title: "The server didn't answer.",
        advice: "Check the address and the network, then try again.",
      };
    case "code_invalid":
      return {
        title: "The code is wrong, expired or already used.",
        advice: "Check each character, or ask head office for a new one.",
      };
    case "must_update":
      return {
        title: "This version of the app is too old for this server.",
        advice: "Install the latest version, then enrol.",
      };
    case "too_many_requests":
      return {
        title: "Too many attempts.",
        advice: "Wait a minute, then try again with the right code.",
      };
    case "answer_not_understood":
      return {
        title: "There's no Regulars server at this address.",
        advice: "Check the address.",
      };
    case "other_tenant":
      return {
        title: "This device holds another company's data.",
        advice: "Use a code from the same company, or ask head office to erase this device first.",
      };
    default:
      return unreachable(refusal);
  }
};

/** Why the app couldn't open this device's data. */
export const openRefusalSentence = (refusal: OpenRefusal): Sentence => {
  switch (refusal.reason) {
    case "open_elsewhere":
      return {
        title: "Regulars is open in another window.",
        advice: "Use that window, or close it: this one then carries on.",
      };
    case "storage_unavailable":
      return {
        title: "The browser doesn't let this app store data.",
        advice: "Leave private browsing, allow the site to store data, or free up disk space.",
      };
    default:
      return unreachable(refusal);
  }
};

import type { OpenRefusal } from "#renderer/data/device.ts";
import type { EnrolRefusal } from "#renderer/data/enrolment.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Sentence } from "./sentence.ts";

/** Why this device could not be enrolled. */
export const enrolRefusalSentence = (refusal: EnrolRefusal): Sentence => {
  switch (refusal.reason) {
    case "server_url_invalid":
      return {
        title: "The address of the server is not right.",
        advice: "It starts with https:// and is on the sheet that head office gave you.",
      };
    case "server_unreachable":
      return {
        title: "The server did not answer.",
        advice: "Check the address and the network, then try again.",
      };
    case "code_invalid":
      return {
        title: "The code is wrong, used or expired.",
        advice: "Check it letter by letter, or ask head office for a new one.",
      };
    case "must_update":
      return {
        title: "This version of the app is too old for the server.",
        advice: "Install the newest version, then enrol.",
      };
    case "too_many_requests":
      return {
        title: "Too many tries.",
        advice: "Wait a minute, then try again with the right code.",
      };
    case "answer_not_understood":
      return {
        title: "What answered is not a Regulars server.",
        advice: "Check the address.",
      };
    case "other_tenant":
      return {
        title: "This device holds the data of another company.",
        advice: "Use a code of the same company, or have this device erased by head office first.",
      };
    default:
      return unreachable(refusal);
  }
};

/** Why the app could not open what this device holds. */
export const openRefusalSentence = (refusal: OpenRefusal): Sentence => {
  switch (refusal.reason) {
    case "open_elsewhere":
      return {
        title: "Regulars is open in another window.",
        advice: "Use that window, or close it and try again here.",
      };
    case "storage_unavailable":
      return {
        title: "The browser gives this app no place to keep data.",
        advice: "Leave private browsing, allow the site to store data, or free some disk space.",
      };
    default:
      return unreachable(refusal);
  }
};

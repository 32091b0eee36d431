import type { OpenRefusal } from "#renderer/data/device.ts";
import type { EnrolRefusal } from "#renderer/data/enrolment.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { say } from "./say-first.ts";
import type { Sentence } from "./sentence.ts";

/** Why this device couldn't be enrolled. */
export const enrolRefusalSentence = (refusal: EnrolRefusal): Sentence => {
  switch (refusal.reason) {
    case "server_url_invalid":
      return { title: say("enrol.url_bad"), advice: say("enrol.url_bad_hint") };
    case "server_unreachable":
      return { title: say("enrol.no_answer"), advice: say("enrol.no_answer_hint") };
    case "code_invalid":
      return { title: say("enrol.code_bad"), advice: say("enrol.code_bad_hint") };
    case "must_update":
      return { title: say("enrol.too_old"), advice: say("enrol.too_old_hint") };
    case "too_many_requests":
      return { title: say("enrol.too_many"), advice: say("enrol.too_many_hint") };
    case "answer_not_understood":
      return { title: say("enrol.no_server"), advice: say("enrol.no_server_hint") };
    case "other_tenant":
      return { title: say("enrol.other_company"), advice: say("enrol.other_company_hint") };
    default:
      return unreachable(refusal);
  }
};

/** Why the app couldn't open this device's data. */
export const openRefusalSentence = (refusal: OpenRefusal): Sentence => {
  switch (refusal.reason) {
    case "open_elsewhere":
      return { title: say("enrol.elsewhere"), advice: say("enrol.elsewhere_hint") };
    case "storage_unavailable":
      return { title: say("enrol.no_storage"), advice: say("enrol.no_storage_hint") };
    default:
      return unreachable(refusal);
  }
};

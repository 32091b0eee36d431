import type { TaskRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why a task isn't saved, and what to do. */
export const taskRefusalSentence = (refusal: TaskRefusal): Sentence => {
  switch (refusal.reason) {
    case "text_empty":
      return { title: say("tasks.refusal.empty"), advice: "" };
    case "text_too_long":
      return { title: say("tasks.refusal.long", { max: refusal.maxLength }), advice: "" };
    case "task_unknown":
      return { title: say("tasks.refusal.gone"), advice: say("tasks.refusal.gone_advice") };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

import type { ApiFailure } from "#renderer/api/api-failure.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Sentence } from "./sentence.ts";

/** Why an API call has no answer to show, and what to do. */
export const apiFailureSentence = (failure: ApiFailure): Sentence => {
  switch (failure.reason) {
    case "refused":
      return failure.status === 401
        ? {
            title: "The server doesn't accept this token.",
            advice: "Check that it's complete, or create a new one.",
          }
        : { title: "The server refused the request.", advice: failure.message };
    case "unreachable":
      return {
        title: "The server can't be reached.",
        advice: "Check the network, then try again.",
      };
    case "timed_out":
      return {
        title: "The server took too long to answer.",
        advice: "Try again in a moment.",
      };
    case "aborted":
      return { title: "Stopped.", advice: "Try again when you're ready." };
    case "not_understood":
      return {
        title: "The answer didn't come from this version of Regulars.",
        advice: "Reload the page. If that doesn't help, check the server.",
      };
    default:
      return unreachable(failure);
  }
};

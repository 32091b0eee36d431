import { invalid } from "#sync-server/http/routes/v3/refusals.ts";

/** What is answered where a task or an appointment names somebody or a place that isn't there. */
export const AGENDA_REFUSALS = {
  profile_unknown: invalid("profile_id", "There is no such profile."),
  profile_deleted: invalid("profile_id", "The profile was deleted."),
  location_unknown: invalid("location_id", "There is no such location."),
  staff_unknown: invalid("assignee_id", "There is no such staff member."),
} as const;

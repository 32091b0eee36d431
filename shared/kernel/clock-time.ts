import { z } from "zod";

/** A time of day on the clock of a place: 09:30. Which moment that is depends on day and zone. */
export const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 09:30");

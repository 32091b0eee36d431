import { type TimeZone, timeZoneSchema, UTC } from "#shared/kernel/time.ts";

/** The time zone that this machine is set to; UTC if it names one that we don't know. */
export const browserZone = (): TimeZone =>
  timeZoneSchema.catch(UTC).parse(new Intl.DateTimeFormat().resolvedOptions().timeZone);

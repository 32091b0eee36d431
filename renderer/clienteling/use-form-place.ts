import { useMemo } from "react";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import type { DetailRule } from "#shared/profile/check-details.ts";

/** Where a form is filled in: how a phone number is read there, and what day it is. */
export type FormPlace = Pick<DetailRule, "country" | "timezone">;

/** The place of this device; null until its configuration has been read. */
export const useFormPlace = (): FormPlace | null => {
  const config = useConfig();
  const country = config?.ownLocation?.country;
  const timezone = config?.tenant?.timezone;
  return useMemo(
    () => (country === undefined || timezone === undefined ? null : { country, timezone }),
    [country, timezone],
  );
};

import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { draftOf, type FormValues } from "#renderer/clienteling/form-values.ts";
import type { Duplicate } from "#renderer/data/duplicate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

const TYPING_PAUSE_MS = 200;

/** Profiles that may be the person in the form, without `self`. */
export const useDuplicates = (
  values: FormValues,
  country: string,
  self: ProfileId | null,
): readonly Duplicate[] => {
  const device = useDevice();
  const [duplicates, setDuplicates] = useState<readonly Duplicate[]>([]);

  useEffect(() => {
    const draft = draftOf(values, country);
    if (draft === null) {
      setDuplicates([]);
      return;
    }
    let isCurrent = true;
    const findDuplicates = async () => {
      const found = await device.findDuplicates(draft);
      if (isCurrent) setDuplicates(found.filter(({ profile }) => profile.id !== self));
    };
    const timer = setTimeout(() => void findDuplicates(), TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [device, values, country, self]);

  return duplicates;
};

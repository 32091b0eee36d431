import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { Device } from "#renderer/data/device.ts";
import type { Profile } from "#shared/profile/profile.ts";

/** The most hits that fit a screen; more means that the text should say more. */
export const HITS_MAX = 20;

/** The field by which a profile was found. */
export type MatchedField = Awaited<ReturnType<Device["search"]>>["hits"][number]["matched"];

export type FoundProfile = {
  readonly profile: Profile;
  readonly matched: MatchedField;
  /** False when a typing error was forgiven. */
  readonly exact: boolean;
};

/** Hits of one text; `text` says of which, because they arrive after it was typed. */
export type Found = { readonly text: string; readonly hits: readonly FoundProfile[] };

/** How long after a search without an exact hit the same is asked again, in ms. */
const ASK_AGAIN_MS = 2000;

/**
 * Searches as the text changes. Answers to an older text that come late are dropped. Where nobody is
 * found to the letter it asks again: the person may have been created at another till just now.
 */
export const useProfileSearch = (text: string): Found | null => {
  const device = useDevice();
  const [found, setFound] = useState<Found | null>(null);

  useEffect(() => {
    if (text === "") {
      setFound(null);
      return;
    }
    let isCurrent = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await device.search(text, HITS_MAX);
      const profiles = await device.readProfiles(answer.hits.map(({ id }) => id));
      if (!isCurrent) return;
      const byId = new Map(profiles.map((profile) => [profile.id, profile]));
      const hits = answer.hits.flatMap(({ id, matched, exact }) => {
        const profile = byId.get(id);
        return profile === undefined ? [] : [{ profile, matched, exact }];
      });
      setFound({ text, hits });
      if (!hits.some(({ exact }) => exact)) again = setTimeout(() => void look(), ASK_AGAIN_MS);
    };
    void look();
    return () => {
      isCurrent = false;
      clearTimeout(again);
    };
  }, [device, text]);

  return found;
};

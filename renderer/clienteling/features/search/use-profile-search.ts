import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { Profile } from "#shared/profile/profile.ts";
import type { MatchedField } from "#shared/profile/search/search-row.ts";

/** The most hits that fit a screen; more means that the text should say more. */
export const HITS_MAX = 20;

export type FoundProfile = {
  readonly profile: Profile;
  readonly matched: MatchedField;
  /** False when a typing error was forgiven. */
  readonly exact: boolean;
};

/** Hits of one text; `text` says of which, because they arrive after it was typed. */
export type Found = { readonly text: string; readonly hits: readonly FoundProfile[] };

/** Searches as the text changes. Answers to an older text that come late are dropped. */
export const useProfileSearch = (text: string): Found | null => {
  const device = useDevice();
  const [found, setFound] = useState<Found | null>(null);
  const latest = useRef(0);

  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    if (text === "") {
      setFound(null);
      return;
    }
    const look = async () => {
      const answer = await device.search(text, HITS_MAX);
      const profiles = await device.readProfiles(answer.hits.map(({ id }) => id));
      if (latest.current !== mine) return;
      const byId = new Map(profiles.map((profile) => [profile.id, profile]));
      const hits = answer.hits.flatMap(({ id, matched, exact }) => {
        const profile = byId.get(id);
        return profile === undefined ? [] : [{ profile, matched, exact }];
      });
      setFound({ text, hits });
    };
    void look();
  }, [device, text]);

  return found;
};

import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { Device } from "#renderer/data/device.ts";
import type { CustomerRow } from "#renderer/data/views.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";

/** How many hits fit on a screen. With more, a longer text is needed. */
export const HITS_MAX = 20;

/** The field that matched. */
export type MatchedField = Awaited<ReturnType<Device["search"]>>["hits"][number]["matched"];

export type FoundProfile = {
  readonly profile: ProfileFact;
  readonly row: CustomerRow;
  readonly matched: MatchedField;
  /** False when it matched only with a typo. */
  readonly exact: boolean;
};

/** The hits for `text`, which may have changed by the time they arrive. */
export type Found = { readonly text: string; readonly hits: readonly FoundProfile[] };

/** How long after a search without an exact hit to ask again, in ms. */
const ASK_AGAIN_MS = 2000;

/**
 * Searches as the text changes. Late answers to an older text are dropped. Without an exact hit it
 * asks again, because the profile may just have been created on another till.
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
    const search = async () => {
      const answer = await device.search(text, HITS_MAX);
      const rows = await device.readCustomers(answer.hits.map(({ id }) => id));
      if (!isCurrent) return;
      const byId = new Map(rows.map((row) => [row.profile.id, row]));
      const hits = answer.hits.flatMap(({ id, matched, exact }) => {
        const row = byId.get(id);
        return row === undefined ? [] : [{ profile: row.profile, row, matched, exact }];
      });
      setFound({ text, hits });
      if (!hits.some(({ exact }) => exact)) again = setTimeout(() => void search(), ASK_AGAIN_MS);
    };
    void search();
    return () => {
      isCurrent = false;
      clearTimeout(again);
    };
  }, [device, text]);

  return found;
};

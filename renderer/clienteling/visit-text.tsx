import type { CustomerRow } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { firstInstantOf, UTC } from "#shared/kernel/time.ts";
import { useConfig } from "./use-device-data.ts";

/** What tells namesakes apart: "Portland · Last visit 3 Jun 2026". */
export const VisitText = ({ row }: { readonly row: CustomerRow }) => {
  const format = useFormat();
  const config = useConfig();
  const { preferredLocationId, joinedLocationId } = row.profile;
  const homeId = preferredLocationId ?? joinedLocationId;
  const home = config?.locations.find(({ id }) => id === homeId)?.name;
  const visit =
    row.shopping === null
      ? say("customers.no_visit")
      : say("customers.last_visit", {
          when: format.date(firstInstantOf(row.shopping.latestDay, UTC), UTC),
        });
  return home === undefined ? visit : `${home} · ${visit}`;
};

import { POINT_USES } from "#shared/incentive/points/point.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";

/**
 * The body of a tier with a programme: if it names none and there is none of the usual name, that
 * of the first tier points ([T10]). So a caller that knows of one programme needs to name none.
 */
export const inProgramme = async <Body extends { readonly programme?: string | undefined }>(
  { read }: Pick<Plane, "read">,
  body: Body,
): Promise<Body> => {
  if (body.programme !== undefined) return body;
  const { definitions } = await loadProgramme(read);
  const handles = definitions.point
    .filter(({ use }) => !POINT_USES[use].areHeldInLots)
    .sort((a, b) => a.id - b.id)
    .map(({ handle }) => handle);
  const usual: string = TIER_DEFAULTS.programme;
  return { ...body, programme: handles.includes(usual) ? usual : (handles[0] ?? usual) };
};

import type { SearchAnswer } from "#renderer/search/search-row.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { countryOf } from "./write-profile.ts";

/**
 * The profiles on this device that a typed text may mean, best first. A phone number is read by the
 * rule for saving one, so whatever could be saved is found.
 */
export const searchProfiles = (
  deps: Pick<OperationDeps, "search" | "config">,
  text: string,
  limit: number,
): Promise<SearchAnswer> => deps.search.search(text, limit, normalisePhone(text, countryOf(deps)));

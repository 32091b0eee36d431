import { readProfileIdsByReceipt } from "#renderer/data/query/fact-queries.ts";
import type { FoundProfiles } from "#renderer/data/views.ts";
import { receiptInSearch } from "#shared/commerce/receipt-in-search.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { countryOf } from "./write-profile.ts";

/**
 * The profiles on this device that a typed text may mean, best first. A phone number is read by the
 * rule for saving one, so whatever could be saved is found. Those with a sale of the receipt number
 * come first, and then nothing that merely resembles the text is shown.
 */
export const searchProfiles = async (
  deps: Pick<OperationDeps, "search" | "config" | "cache">,
  text: string,
  limit: number,
): Promise<FoundProfiles> => {
  const receipt = receiptInSearch(text);
  const [answer, buyers] = await Promise.all([
    deps.search.search(text, limit, normalisePhone(text, countryOf(deps))),
    receipt === null ? null : readProfileIdsByReceipt(deps.cache(), receipt),
  ]);
  if (buyers === null || buyers.length === 0) return answer;
  const others = answer.hits.filter(({ id, exact }) => exact && !buyers.includes(id));
  const byReceipt = buyers.map((id) => ({ id, matched: "receipt", exact: true }) as const);
  return { hits: [...byReceipt, ...others].slice(0, limit) };
};

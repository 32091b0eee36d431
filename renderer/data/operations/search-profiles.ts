import { readProfileIdsByReceipt } from "#renderer/data/query/fact-queries.ts";
import type { FoundProfiles } from "#renderer/data/views.ts";
import { receiptInSearch } from "#shared/commerce/receipt-in-search.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import { findByIdentifier } from "./find-by-identifier.ts";
import type { OperationDeps } from "./operation-deps.ts";
import { countryOf } from "./write-profile.ts";

/**
 * The profiles on this device that a typed text may mean, best first. A phone number is read by the
 * rule for saving one, so whatever could be saved is found. Those with a sale of the receipt number
 * come first, and then nothing that merely resembles the text is shown. Of several whose cards are
 * alike, the one with exactly this card comes first.
 */
export const searchProfiles = async (
  deps: Pick<OperationDeps, "search" | "config" | "cache" | "outbox">,
  text: string,
  limit: number,
): Promise<FoundProfiles> => {
  const receipt = receiptInSearch(text);
  const [answer, buyers] = await Promise.all([
    deps.search.search(text, limit, normalisePhone(text, countryOf(deps))),
    receipt === null ? null : readProfileIdsByReceipt(deps.cache(), receipt),
  ]);
  if (buyers === null || buyers.length === 0) return ownCardFirst(deps, text, answer);
  const others = answer.hits.filter(({ id, exact }) => exact && !buyers.includes(id));
  const byReceipt = buyers.map((id) => ({ id, matched: "receipt", exact: true }) as const);
  return { hits: [...byReceipt, ...others].slice(0, limit) };
};

const ownCardFirst = async (
  deps: Parameters<typeof findByIdentifier>[0],
  text: string,
  answer: FoundProfiles,
): Promise<FoundProfiles> => {
  const alike = answer.hits.filter(({ matched, exact }) => matched === "identifier" && exact);
  if (alike.length < 2) return answer;
  const holder = await findByIdentifier(deps, text);
  if (holder.kind !== "one") return answer;
  const isHolder = ({ id }: { readonly id: string }) => id === holder.profileId;
  const others = answer.hits.filter((hit) => !isHolder(hit));
  return { hits: [...answer.hits.filter(isHolder), ...others] };
};

import type { FoundByIdentifier } from "#renderer/data/views.ts";
import { bestIdentifierMatches } from "#shared/profile/identifier.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** The profiles on this device that a scanned or typed identifier means (DOMAIN §3.4). */
export const findByIdentifier = async (
  deps: Pick<OperationDeps, "cache" | "outbox" | "search">,
  identifier: string,
): Promise<FoundByIdentifier> => {
  const candidates = await readCurrentProfiles(
    deps,
    await deps.search.findByIdentifier(identifier),
  );
  const { match, found } = bestIdentifierMatches(identifier, candidates, ({ identities }) =>
    identities.flatMap((own) => (own.isActive ? [own.identifier] : [])),
  );
  const profileIds = found.map(({ id }) => id);
  const [profileId] = profileIds;
  if (profileId === undefined) return { kind: "nobody" };
  if (match === "close") return { kind: "close", profileIds };
  return profileIds.length === 1 ? { kind: "one", profileId } : { kind: "several", profileIds };
};

import type { ProfileDraft } from "#renderer/data/device.ts";
import type { Duplicate, DuplicateMatch } from "#renderer/data/duplicate.ts";
import { readProfilesById } from "#renderer/data/query/fact-queries.ts";
import { nameOf } from "#renderer/data/query/profile-view.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { compareIdentifiers } from "#shared/profile/identifier.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { projectPendingProfile } from "#shared/sync/pending.ts";
import type { OperationDeps } from "./operation-deps.ts";

const HITS_MAX = 10;

/**
 * Profiles on this device that may be the same person as a draft, whose contacts must be
 * normalised. Those with the same email, mobile phone or identifier come first, because the server
 * would refuse them as duplicates. Those with a similar identifier or name follow.
 */
export const findDuplicates = async (
  deps: OperationDeps,
  draft: ProfileDraft,
): Promise<readonly Duplicate[]> => {
  const { search } = deps;
  const { email, mobilePhone } = draft.details;
  const contacts = [email, mobilePhone].filter((text) => text !== null);
  const [byContact, byIdentifier, byName] = await Promise.all([
    Promise.all(contacts.map((text) => search.search(text, HITS_MAX, null))),
    Promise.all(draft.identities.map(({ identifier }) => search.findByIdentifier(identifier))),
    search.search(nameOf(draft.details), HITS_MAX, null),
  ]);
  const likely = byContact.flatMap(({ hits }) => hits.map(({ id }) => id));
  const ids = [...likely, ...byIdentifier.flat(), ...byName.hits.map(({ id }) => id)];
  const profiles = await readCurrentProfiles(deps, [...new Set(ids)]);
  return profiles
    .map((profile) => ({ profile, matched: matchOf(profile, draft) }))
    .sort((a, b) => RANK[a.matched] - RANK[b.matched]);
};

/**
 * The given profiles with pending edits applied, including those that exist only in a pending
 * command.
 */
export const readCurrentProfiles = async (
  deps: Pick<OperationDeps, "cache" | "outbox">,
  ids: readonly ProfileId[],
): Promise<readonly ProfileFact[]> => {
  const confirmed = new Map(
    (await readProfilesById(deps.cache(), ids)).map((profile) => [profile.id, profile]),
  );
  const commands = commandsOnTop(deps.outbox.entries$.value);
  return ids.flatMap((id) => {
    const profile = projectPendingProfile(id, confirmed.get(id) ?? null, commands);
    return profile && isLiving(profile.profileType) ? [profile] : [];
  });
};

const RANK: Readonly<Record<DuplicateMatch, number>> = {
  email: 0,
  phone: 1,
  identifier: 2,
  similar_identifier: 3,
  name: 4,
};

const BY_IDENTIFIER = ["identifier", "similar_identifier"] as const;

const matchOf = (profile: Profile, { details, identities }: ProfileDraft): DuplicateMatch => {
  if (details.email !== null && profile.email === details.email) return "email";
  if (details.mobilePhone !== null && profile.mobilePhone === details.mobilePhone) return "phone";
  const matches = identities.flatMap(({ handle, identifier }) =>
    profile.identities.map((own) => {
      const match = compareIdentifiers(own.identifier, identifier);
      if (match === null) return "name";
      return match === "exact" && own.handle === handle ? "identifier" : "similar_identifier";
    }),
  );
  return BY_IDENTIFIER.find((match) => matches.includes(match)) ?? "name";
};

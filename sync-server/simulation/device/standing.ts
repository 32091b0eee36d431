import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { configByKind } from "#shared/sync/config-by-kind.ts";
import { lastRedemptions } from "#shared/sync/last-redemptions.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { programmeOfFacts } from "#shared/sync/programme-facts.ts";
import { type Standing, standingOf } from "#shared/sync/standing.ts";
import {
  accountOf,
  type Durable,
  entriesOf,
  knownProfilesOfCache,
  openOf,
  profileOf,
} from "./durable.ts";
import type { SimDevice } from "./sim-device.ts";

/** One profile as this device's screen shows it, and what a decision reads ([S6]). */
export const standingOn = (device: SimDevice, profileId: ProfileId): Standing => {
  const { durable } = device;
  return standingOf({
    profileId,
    facts: { profile: profileOf(durable, profileId), account: accountOf(durable, profileId) },
    held: openOf(durable),
    redeemed: lastRedemptions(entriesOf(durable)),
    programme: programmeOf(durable),
    server: {
      state: device.isOnline() ? "online" : "offline",
      serverTime: durable.contact?.heardAt ?? null,
      factsAgeMs: device.factsAgeMs(),
      didClockGoBack: device.didClockGoBack(),
      isOnlineOnly: durable.contact?.isOnlineOnly ?? false,
    },
    now: device.now(),
  });
};

/** The programme as pulled; null until the policy has been pulled. */
export const programmeOf = ({ cache }: Durable): Programme | null =>
  programmeOfFacts(configByKind([...cache.documents.config.values()]));

/** Everyone whom staff can find on this device. */
export const knownProfiles = (durable: Durable): readonly ProfileId[] => {
  const made = commandsOnTop(openOf(durable)).flatMap((command) =>
    command.kind === "create_profile" ? [command.profileId] : [],
  );
  return [...new Set([...knownProfilesOfCache(durable.cache), ...made])];
};

import { readContactsSince } from "#renderer/data/query/fact-queries.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** Who of these somebody has been in touch with since then, as far as this device knows ([X42]). */
export const readContacted = async (
  { cache, outbox }: Pick<OperationDeps, "cache" | "outbox">,
  ids: readonly ProfileId[],
  since: Instant,
): Promise<readonly ProfileId[]> => {
  const here = commandsOnTop(outbox.entries$.value).flatMap((command) =>
    command.kind === "log_contact" && command.occurredAt > since ? command.profileId : [],
  );
  const known = await Promise.all(
    ids.map(async (id) => here.includes(id) || (await readContactsSince(cache(), id, since))),
  );
  return ids.filter((_, place) => known[place]);
};

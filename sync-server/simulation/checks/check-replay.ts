import { canonicalJson } from "#shared/kernel/canonical.ts";
import { entriesOf } from "#sync-server/simulation/device/durable.ts";
import type { World } from "#sync-server/simulation/world/world.ts";
import { type Records, readRecords } from "./records.ts";

/**
 * [S5] Sends everything again, as if years later: the first verdicts come back, and nothing
 * changes.
 */
export const checkReplay = async (world: World, before: Records): Promise<void> => {
  const { history, server, devices } = world;
  for (const device of devices) {
    const commands = entriesOf(device.durable).map(({ command }) => command);
    for (let start = 0; start < commands.length; start += 100) {
      const made = device.durable.nextSeq - 1;
      const request = { path: "push", commands: commands.slice(start, start + 100) };
      const answer = await server.handle(device.deviceId, JSON.stringify({ made, request }));
      const verdicts = request.commands.map(
        ({ commandId }) => history.verdicts.get(commandId)?.text,
      );
      if (!answer?.startsWith(`{"verdicts":[${verdicts.join(",")}],`)) {
        history.violate(
          `[S5] ${device.deviceId}: a replay got the answer ${answer?.slice(0, 300)}`,
        );
      }
    }
  }
  const after = await readRecords(server.store.readDeps(), history.remembered);
  if (textOf(after) !== textOf(before)) history.violate("[S5] a replay has changed something");
};

const textOf = ({ chains, accounts, lots, redemptions, notes, profiles }: Records): string =>
  canonicalJson([[...chains.values()], accounts, lots, redemptions, notes, profiles]);

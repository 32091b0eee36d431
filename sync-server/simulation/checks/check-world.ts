import type { World } from "#sync-server/simulation/world/world.ts";
import { readProgramme } from "#sync-server/storage/incentive/programme-store.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { checkBenefits } from "./check-benefits.ts";
import { checkBudgets } from "./check-budgets.ts";
import { checkCards } from "./check-cards.ts";
import { checkClienteling } from "./check-clienteling.ts";
import { checkDebts } from "./check-debts.ts";
import { checkDevices } from "./check-devices.ts";
import { checkErasures } from "./check-erasures.ts";
import { checkFreezes } from "./check-freezes.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkLimits } from "./check-limits.ts";
import { checkMerges } from "./check-merges.ts";
import { checkPeople } from "./check-people.ts";
import { checkProgress } from "./check-progress.ts";
import { checkRedemptions } from "./check-redemptions.ts";
import { checkReplay } from "./check-replay.ts";
import { checkSales } from "./check-sales.ts";
import { checkTransactions } from "./check-transactions.ts";
import { checkVelocity } from "./check-velocity.ts";
import { checkVerdicts } from "./check-verdicts.ts";
import { checkWriteOffs } from "./check-write-offs.ts";
import { readRecords } from "./records.ts";

/** Checks everything that must hold once a world has come to rest. Violations go to its history. */
export const checkWorld = async (
  world: World,
  options: { readonly isOrderKnown: boolean },
): Promise<void> => {
  const { history, server, devices } = world;
  const deps = server.store.readDeps();
  const records = await readRecords(deps, history.remembered);
  const { definitions } = await readProgramme(deps);
  const worth = new Map(
    definitions.point.map(({ id, exchangeMilliCents }) => [id, exchangeMilliCents]),
  );
  checkLedger(history, records);
  const { isWhole, ...findings } = await verifyLedger({ ...deps, now: server.clock() });
  if (!isWhole) history.violate(`[L4] verify finds ${JSON.stringify(findings)}`);
  checkRedemptions(history, records, worth);
  checkVerdicts(history, records, devices);
  checkPeople(history, records, options);
  checkLimits(history, records, worth);
  checkWriteOffs(history, records);
  checkFreezes(history, records);
  checkMerges(history, records);
  checkVelocity(history, records, world.scenario.velocityLimits);
  const unlimited = definitions.point.filter(
    ({ budget, use }) => budget === null && use === "reward",
  );
  checkTransactions(history, records, unlimited);
  checkBudgets(history, records, [...definitions.reward, ...definitions.point]);
  const { extras } = world.scenario;
  if (extras) {
    checkCards(history, records);
    checkBenefits(history, records, definitions.benefit);
    checkDebts(history, records, definitions.point);
    checkSales(history, records, extras.saleLimits);
    await checkProgress(world);
  }
  await checkErasures(world, records);
  await checkDevices(world, records);
  await checkClienteling(world, records, options);
  await checkReplay(world, records);
};

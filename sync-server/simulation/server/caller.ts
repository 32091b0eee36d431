import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import type { Write } from "#sync-server/storage/sql.ts";
import type { SimServer } from "./sim-server.ts";

/** Sends a write until it is answered; null if it never is. */
export type Call = <I, O>(write: Write<I, O>, input: I) => Promise<O | null>;

/**
 * Calls like another system, which retries until it gets an answer, and sometimes repeats what was
 * answered.
 */
export const createCaller =
  (deps: {
    readonly server: SimServer;
    readonly scenario: Scenario;
    readonly random: Seeded;
    readonly note: (text: string) => void;
  }): Call =>
  async <I, O>(write: Write<I, O>, input: I) => {
    const { server, scenario, random, note } = deps;
    let last: O | null = null;
    for (let tries = 0; tries < 8; tries++) {
      if (random.chance(scenario.crashShare)) server.crashAfter(random.between(0, 1));
      const answer = await server.write(write, input);
      note(`answered ${JSON.stringify(answer)}`);
      last = answer ?? last;
      if (answer !== null && !random.chance(scenario.network.duplicateShare)) break;
    }
    return last;
  };

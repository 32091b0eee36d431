import { verdictSchema } from "#shared/sync/verdict.ts";
import { checkWorld } from "./checks/check-world.ts";
import { createSqliteDatabase, type SimDatabase } from "./server/sim-database.ts";
import { comeToRest, live } from "./world/live.ts";
import { createWorld, type World, type WorldOptions } from "./world/world.ts";

/** The result of one seed. */
export type Run = {
  readonly seed: number;
  readonly steps: number;
  /** The rules that were violated; none if all is well. */
  readonly violations: readonly string[];
  /** A hash of everything that happened. */
  readonly digest: string;
  /** The last things that happened, for debugging. */
  readonly tail: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
};

export const STEPS_DEFAULT = 100;

export type RunOptions = Partial<Omit<WorldOptions, "seed" | "database">> & {
  readonly steps?: number;
  readonly database?: SimDatabase;
};

/** Runs a world from its seed, lets it come to rest, and checks everything. */
export const runSeed = async (seed: number, options: RunOptions = {}): Promise<Run> => {
  const { steps = STEPS_DEFAULT, ...rest } = options;
  const database = options.database ?? (await createSqliteDatabase());
  const world = await createWorld({ ...rest, seed, database });
  const { history, server } = world;
  let tail: readonly string[] = [];
  try {
    await live(world, steps);
    const isAtRest = await comeToRest(world);
    tail = [...history.tail()];
    if (isAtRest) {
      await checkWorld(world, { isOrderKnown: (options.atOnce ?? 1) === 1 });
    } else {
      history.violate("[S1] something has been waiting for the server for days");
    }
  } catch (error) {
    history.violate(`it threw: ${error instanceof Error ? error.stack : error}`);
  } finally {
    await server.store.close();
    await database.drop();
    await server.backup()?.drop();
  }
  const { violations } = history;
  return {
    seed,
    steps,
    violations,
    digest: history.digest(),
    tail: tail.length > 0 ? tail : history.tail(),
    counts: countsOf(world),
  };
};

/** What was created, and what the server answered. */
const countsOf = ({ history }: World): Run["counts"] => {
  for (const [commandId, { command }] of history.made) {
    const text = history.verdicts.get(commandId)?.text ?? "{}";
    const verdict = verdictSchema.safeParse(JSON.parse(text)).data;
    const mode = command.kind === "redeem" ? ` ${command.mode}` : "";
    history.count(`${command.kind}${mode} ${verdict?.status} ${verdict?.reason ?? ""}`.trim());
    if (verdict?.wasClamped) history.count("clamped");
  }
  return history.counts;
};

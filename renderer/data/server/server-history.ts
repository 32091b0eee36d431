import { BehaviorSubject } from "rxjs";
import { z } from "zod";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import { type Instant, instantSchema } from "#shared/kernel/time.ts";

const KEY = "server";
const historySchema = z.object({
  serverEpoch: z.string(),
  /** Everything that the server recorded up to here is backed up; null if nothing is. */
  backedUpThrough: instantSchema.nullable(),
});
type History = z.infer<typeof historySchema>;

/** Which history of the server the facts and verdicts here belong to ([S12]). */
export type ServerHistory = {
  readonly backedUpThrough: () => Instant | null;
  /** True if this epoch differs from the last one: the server was restored from a backup. */
  readonly isForeign: (serverEpoch: string) => boolean;
  /** Null before the server has sent it. */
  readonly serverEpoch$: BehaviorSubject<string | null>;
  readonly adopt: (history: Partial<History>) => Promise<void>;
};

/** Continues from the history that was stored last. */
export const openServerHistory = async (values: DeviceValues): Promise<ServerHistory> => {
  let history = await values.read(KEY, historySchema);
  const serverEpoch$ = new BehaviorSubject(history?.serverEpoch || null);
  return {
    serverEpoch$,
    backedUpThrough: () => history?.backedUpThrough ?? null,
    isForeign: (serverEpoch) =>
      history !== null && history.serverEpoch !== "" && history.serverEpoch !== serverEpoch,
    adopt: async (changes) => {
      const before = history;
      history = { serverEpoch: "", backedUpThrough: null, ...before, ...changes };
      serverEpoch$.next(history.serverEpoch || null);
      const isSame =
        before?.serverEpoch === history.serverEpoch &&
        before.backedUpThrough === history.backedUpThrough;
      if (!isSame) await values.write(KEY, history);
    },
  };
};

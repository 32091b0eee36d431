import type { Clock } from "./clock.ts";
import type { Store } from "./storage/store.ts";

export type StoreOptions = {
  /** PostgreSQL; without it SQLite in `dataDir`. */
  readonly databaseUrl?: string | null;
  /** Folder of the SQLite database; made when it is not there. */
  readonly dataDir: string;
  /** Connections to PostgreSQL, at most. */
  readonly databasePool?: number;
  readonly clock?: Clock;
  /** Called once when the writer has died and nothing can be written any more. The default throws. */
  readonly onFatal?: (error: Error) => void;
};

/** Opens the database, brings its tables up to date, and gives it its epoch when it is new. */
export const openStore = async (_options: StoreOptions): Promise<Store> => {
  throw new Error("not built yet");
};

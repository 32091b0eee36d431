import { pictureOf } from "#shared/kernel/picture.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { cardKeyOf } from "./access/card-key.ts";
import type { Clock } from "./clock.ts";
import type { ServerConfig } from "./config.ts";
import { erasedListOf } from "./erased-list.ts";
import { createFailureLog } from "./failure-log.ts";
import { type AppDeps, createApp } from "./http/app.ts";
import { createMetrics } from "./http/metrics.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import { keepErased } from "./keep-erased.ts";
import { openStore, type StoreOptions } from "./open-store.ts";
import { createOutgoing } from "./outgoing/outgoing.ts";
import { createPictures } from "./outgoing/pictures.ts";
import { type HeldFolder, holdDataFolder } from "./storage/data-folder.ts";
import type { Store } from "./store.ts";

/** A running server. */
export type RunningServer = {
  readonly url: string;
  readonly store: Store;
  /** Finishes running work within the configured time, then stops. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts everything: folder, database, HTTP, jobs. Refuses with one line that names the problem and
 * the fix, after closing whatever it had opened.
 */
export const startServer = async (deps: {
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly log: AppDeps["log"];
  /** Called when nothing can be written any more: the server must stop. */
  readonly onFatal: (error: Error) => void;
}): Promise<Result<RunningServer, string>> => {
  const { config, clock, log, onFatal } = deps;
  const folder = config.databaseUrl === null ? holdDataFolder(config.dataDir) : ok(NO_FOLDER);
  if (!folder.ok) return folder;

  const metrics = createMetrics();
  const pictures = createPictures(createOutgoing(config.outgoingOrigins));
  const opened = await open(config, {
    clock,
    onFatal,
    onCommit: (writes) => metrics.groupSize.observe(writes),
    onErased: (profileId) => pictures.forget(pictureOf("profile", profileId)),
  });
  if (!opened.ok) {
    folder.value.release();
    return opened;
  }
  const store = opened.value;
  const erasedList = erasedListOf(config);
  const kept = await keepErased(store, config.tenant, erasedList, { mayBeMissing: false });
  if (!kept.ok) {
    await store.close();
    folder.value.release();
    return kept;
  }
  const { tenant: tenantId, keepEventsDays } = config;
  const cardKey = cardKeyOf(config);
  const logFailure = createFailureLog(log, clock);
  const app = await createApp({
    ...config,
    cardKey,
    tenantId,
    store,
    clock,
    log,
    logFailure,
    metrics,
    pictures,
  });
  const stopJobs = startJobs({
    store,
    tenantId,
    clock,
    erasedList,
    log,
    logFailure,
    keepEventsDays,
  });

  const closeRest = async () => {
    stopJobs();
    await store.close();
    folder.value.release();
  };
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    await closeRest();
    return err(whyNotListening(error, config));
  }
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const stop = async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), config.stopWithinMs);
    await app.close();
    clearTimeout(cut);
    await closeRest();
  };
  return ok({ url: `http://${hostInUrl(config.host)}:${port}`, store, stop });
};

const NO_FOLDER: HeldFolder = { release: () => undefined };

const open = async (
  { databaseUrl, dataDir, databasePool }: ServerConfig,
  rest: Pick<StoreOptions, "clock" | "onFatal" | "onCommit" | "onErased">,
): Promise<Result<Store, string>> => {
  try {
    return ok(await openStore({ databaseUrl, dataDir, databasePool, ...rest }));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return err(
      databaseUrl === null
        ? `The database in ${dataDir} cannot be opened: ${why}`
        : `The database at DATABASE_URL cannot be used: ${why || codeOf(error)}. Is it running, and are the user and password right?`,
    );
  }
};

const whyNotListening = (error: unknown, { host, port }: ServerConfig): string => {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return `Port ${port} is in use. Stop whatever is using it, or choose another with --port (0 picks a free one).`;
    case "EACCES":
      return `This user may not use port ${port}. Choose one above 1023 with --port.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Choose one that it has with --host, such as 127.0.0.1.`;
    default:
      return `The server cannot listen on ${host}:${port} (${codeOf(error)}).`;
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

const hostInUrl = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
};

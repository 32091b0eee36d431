import { systemClock } from "./clock.ts";
import { readServerConfig } from "./command-line.ts";
import { configTable } from "./config.ts";
import { endWithError } from "./end-with-error.ts";
import { endWithReader } from "./end-with-reader.ts";
import { createLog, whyFailed } from "./log.ts";
import { startServer } from "./server.ts";

/** The sync server as a program: `npm run server -- --port N --data DIR`. */
const main = async (): Promise<void> => {
  if (process.argv.includes("--help")) return printHelp();
  const config = readServerConfig(process.argv.slice(2));
  if (!config.ok) return giveUp(config.error);

  const log = createLog(config.value.logLevel);
  endWithError((error) => log.fatal({ err: error }, "the server stopped unexpectedly"));
  const started = await startServer({
    config: config.value,
    clock: systemClock,
    log,
    onFatal: (error) => {
      log.fatal({ err: error }, "the database can't be written to any more");
      giveUp(
        `${whyFailed(error)}. The server is stopping. Everything that was acknowledged is safe.`,
      );
      process.exit();
    },
  });
  if (!started.ok) return giveUp(started.error);

  let askedAtMs: number | null = null;
  const stop = (signal = "disconnect") => {
    // A second signal means: don't wait. One Ctrl-C can arrive several times: the terminal, npm and
    // `npm start` each pass it on.
    const isRepeat = askedAtMs !== null && performance.now() - askedAtMs < REPEAT_WITHIN_MS;
    if (isRepeat) return;
    if (askedAtMs !== null) process.exit(1);
    askedAtMs = performance.now();
    log.info({ signal }, "stopping");
    started.value.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // Only `npm start` opens a channel. If it was killed, nothing else would stop this server.
  if (process.channel) process.on("disconnect", stop);
  process.stdout.write(`ready ${started.value.url}\n`);
};

const REPEAT_WITHIN_MS = 1_000;

const giveUp = (why: string): void => {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
};

const printHelp = (): void => {
  endWithReader();
  for (const { env, flag, fallback, values, description } of configTable()) {
    const names = flag ? `${flag}, ${env}` : env;
    process.stdout.write(
      `${names}\n    ${description}\n    ${values}; default: ${fallback || "none"}\n`,
    );
  }
};

await main();

import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { v7 } from "uuid";
import { assertDefined } from "#shared/kernel/assert.ts";
import { doOnce } from "./access/do-once.ts";
import { ACTS } from "./storage/after-commit.ts";
import { createProgrammeCache } from "./storage/incentive/programme-cache.ts";
import { migrate } from "./storage/migrate.ts";
import { runWrite, type Written } from "./storage/run-write.ts";
import { insertServerIdentity } from "./storage/server-identity-store.ts";
import { emptyLog, isDatabaseBroken, openSqlite } from "./storage/sqlite.ts";
import { commitTogether, transactOn, type WorkOutcome } from "./storage/writer.ts";
import type {
  FromWriter,
  ToWriter,
  WriteReply,
  WriteRequest,
  WriterData,
} from "./storage/writer-messages.ts";
import { type WriteName, writeNamed } from "./writes.ts";

// This thread holds SQLite's only writing connection. It migrates the tables, then runs waiting
// writes in groups, with one commit for each group. While that commit waits for the disk, the next
// group forms.

const GROUP_MAX = 128;

const port = assertDefined(parentPort, "the writer runs in a thread of its own");
const { path, isStrict }: WriterData = workerData;
const connection = openSqlite(path, "write");
// Usually `checkpointer.ts` has done it before that.
connection.database.exec("pragma wal_autocheckpoint = 16000");
const programmes = createProgrammeCache();

const transact = transactOn(connection);
await migrate({ dialect: "sqlite", transact });
await transact((sql) => insertServerIdentity({ sql }, v7()));

const waiting: WriteRequest<WriteName>[] = [];
let isBusy = false;
let isClosing = false;

const hear = (message: ToWriter<WriteRequest<WriteName>>): void => {
  if (message === "close") isClosing = true;
  else waiting.push(...message);
};

/** Receives waiting messages without returning to the event loop. */
const hearAll = (): void => {
  for (;;) {
    const received: { message: ToWriter<WriteRequest<WriteName>> } | undefined =
      receiveMessageOnPort(port);
    if (!received) return;
    hear(received.message);
  }
};

/** When to empty the log of what was erased ([I15]); null: there is nothing in it. */
let emptyLogAt: number | null = null;
const EMPTY_AGAIN_MS = 10_000;

const emptyLogIfAsked = (
  group: readonly WriteRequest<WriteName>[],
  outcomes: readonly WorkOutcome<Written<unknown>>[],
): void => {
  const now = Math.max(...group.map((request) => request.now));
  const erased = outcomes.some(
    (each) => each.ok && each.value.afterCommit.some(({ act }) => ACTS[act].emptiesLog),
  );
  if (erased) emptyLogAt = now;
  if (emptyLogAt === null || now < emptyLogAt) return;
  emptyLogAt = emptyLog(connection.database) ? null : now + EMPTY_AGAIN_MS;
};

const post = (message: FromWriter<unknown>): void => port.postMessage(message);

const workThrough = async (): Promise<void> => {
  if (isBusy) return;
  isBusy = true;
  for (hearAll(); waiting.length > 0; hearAll()) await answer(waiting.splice(0, GROUP_MAX));
  isBusy = false;
  if (!isClosing) return;
  connection.database.close();
  port.close();
};

const answer = async (group: readonly WriteRequest<WriteName>[]): Promise<void> => {
  const outcomes = await commitTogether<Written<unknown>>(
    connection,
    group.map(
      ({ name, tenantId, now, actor, input, once }) =>
        (sql) =>
          runWrite<unknown>(
            { sql, dialect: "sqlite", tenantId, programmes, now, actor, newId: v7 },
            (deps) => {
              const write = writeNamed(name, isStrict);
              if (!once) return write(deps, input);
              return doOnce(deps, { once, input }, (within) => write(within, input));
            },
          ),
    ),
  );
  emptyLogIfAsked(group, outcomes);
  post(
    outcomes.map((outcome, index): WriteReply<unknown> => {
      const { id } = assertDefined(group[index], "each outcome belongs to a write");
      return outcome.ok
        ? { id, ok: true, ...outcome.value }
        : { id, ok: false, error: asError(outcome.error) };
    }),
  );
  // Never write to an untrustworthy file again: this ends the thread, and the server.
  for (const outcome of outcomes) {
    if (!outcome.ok && isDatabaseBroken(outcome.error)) throw outcome.error;
  }
};

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

port.on("message", (message: ToWriter<WriteRequest<WriteName>>) => {
  hear(message);
  void workThrough();
});
post("ready");

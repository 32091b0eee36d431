import { argon2Verify } from "hash-wasm";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { err } from "#shared/kernel/result.ts";
import { exposeStorage } from "./expose-storage.ts";
import { type OpfsJournal, openOpfsJournal } from "./opfs-journal.ts";
import { answerCalls, answering } from "./worker-calls.ts";
import { outboxVerbs } from "./worker-verbs.ts";

const post = (message: object) => postMessage(message);
let journal: OpfsJournal | null = null;
const closed = err({ reason: "io_error" } as const);
const dexie = getRxStorageDexie({ chromeTransactionDurability: "strict" });
const toStorage = exposeStorage(dexie, post);
const toVerbs = answerCalls(
  [
    answering(outboxVerbs.journalOpen, async () => {
      journal ??= await openPatiently();
      return { isOpen: journal !== null };
    }),
    answering(outboxVerbs.journalAppend, async ({ line }) => journal?.append(line) ?? closed),
    answering(outboxVerbs.journalRead, async () => journal?.read() ?? closed),
    answering(outboxVerbs.journalCompact, async ({ forget }) => journal?.compact(forget) ?? closed),
    answering(outboxVerbs.verifyPin, async ({ pin, pinHash }) => {
      // An unreadable hash lets nobody in.
      const isRight = await argon2Verify({ password: pin, hash: pinHash }).catch(() => false);
      return { isRight };
    }),
  ],
  post,
);

/** The worker of a page that was just closed may hold the file for a moment longer. */
async function openPatiently(): Promise<OpfsJournal | null> {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      return await openOpfsJournal();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === "NoModificationAllowedError";
      if (!isHeld) return null;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return null;
}

/**
 * Answers a message to the worker of the outbox: Dexie with strict durability and, on the web, the
 * journal. It does nothing slow, so that a redemption never waits behind a pull.
 */
export const answerOutbox = (message: unknown): void => {
  toStorage(message);
  toVerbs(message);
};

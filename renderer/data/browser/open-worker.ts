import {
  getRxStorageRemote,
  type MessageFromRemote,
  type RxStorageRemote,
} from "rxdb/plugins/storage-remote";
import { Subject } from "rxjs";
import { z } from "zod";
import { createWorkerCalls, type WorkerCall } from "#renderer/data/worker/worker-calls.ts";

export type OpenWorker = {
  /** The storage in the worker. */
  readonly storage: RxStorageRemote;
  readonly call: WorkerCall;
};

/** The page's end of a worker: a storage for RxDB, and calls. */
export const openWorker = (worker: Worker, identifier: string): OpenWorker => {
  const messages$ = new Subject<MessageFromRemote>();
  const { call, onMessage } = createWorkerCalls((message) => worker.postMessage(message));
  worker.addEventListener("message", ({ data }) => {
    onMessage(data);
    const forStorage = forStorageSchema.safeParse(data);
    if (forStorage.success) messages$.next(forStorage.data);
  });
  const channel = {
    send: (message: object) => worker.postMessage(message),
    messages$,
    close: () => Promise.resolve(),
  };
  return {
    storage: getRxStorageRemote({
      identifier,
      mode: "one",
      messageChannelCreator: () => Promise.resolve(channel),
    }),
    call,
  };
};

/** A message from RxDB in the worker. Its content is RxDB's own. */
const forStorageSchema = z.custom<MessageFromRemote>(
  (data) =>
    typeof data === "object" && data !== null && "connectionId" in data && "answerTo" in data,
);

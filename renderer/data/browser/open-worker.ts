import {
  getRxStorageRemote,
  type MessageFromRemote,
  type RxStorageRemote,
} from "rxdb/plugins/storage-remote";
import { Subject } from "rxjs";
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
    if (isForStorage(data)) messages$.next(data);
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
const isForStorage = (data: unknown): data is MessageFromRemote =>
  typeof data === "object" && data !== null && "connectionId" in data && "answerTo" in data;

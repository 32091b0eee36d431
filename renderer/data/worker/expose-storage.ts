import type { RxStorage } from "rxdb/plugins/core";
import { exposeRxStorageRemote, type MessageToRemote } from "rxdb/plugins/storage-remote";
import { Subject } from "rxjs";
import { z } from "zod";

const isRemoteMessage = (message: unknown): message is MessageToRemote =>
  remoteMessageSchema.safeParse(message).success;

/** What RxDB's own page end sends; its parameters are between the two of them. */
const remoteMessageSchema = z.looseObject({
  connectionId: z.string(),
  requestId: z.string(),
  method: z.string(),
  version: z.string(),
});

/** Serves a storage to the page, by the messages that `onMessage` is given. */
export const exposeStorage = <Internals, Options>(
  storage: RxStorage<Internals, Options>,
  post: (message: object) => void,
): ((message: unknown) => void) => {
  const messages$ = new Subject<MessageToRemote>();
  exposeRxStorageRemote({ storage, messages$, send: post });
  return (message) => {
    if (isRemoteMessage(message)) messages$.next(message);
  };
};

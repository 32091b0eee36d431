import type { RxStorage } from "rxdb/plugins/core";
import { exposeRxStorageRemote, type MessageToRemote } from "rxdb/plugins/storage-remote";
import { Subject } from "rxjs";
import { z } from "zod";

const isRemoteMessage = (message: unknown): message is MessageToRemote =>
  remoteMessageSchema.safeParse(message).success;

/** A message from RxDB in the page. Its content is RxDB's own. */
const remoteMessageSchema = z.looseObject({
  connectionId: z.string(),
  requestId: z.string(),
  method: z.string(),
  version: z.string(),
});

/** Serves a storage to the page. Pass it every message. */
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

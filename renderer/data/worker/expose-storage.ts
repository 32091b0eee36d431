import type { RxStorage } from "rxdb/plugins/core";
import { exposeRxStorageRemote, type MessageToRemote } from "rxdb/plugins/storage-remote";
import { Subject } from "rxjs";
import { z } from "zod";

const envelopeSchema = z.looseObject({
  connectionId: z.string(),
  requestId: z.string(),
  method: z.string(),
  version: z.string(),
});

/** A message from RxDB in the page. Its content is RxDB's own. */
const remoteMessageSchema = z.custom<MessageToRemote>(
  (message) => envelopeSchema.safeParse(message).success,
);

/** Serves a storage to the page. Pass it every message. */
export const exposeStorage = <Internals, Options>(
  storage: RxStorage<Internals, Options>,
  post: (message: object) => void,
): ((message: unknown) => void) => {
  const messages$ = new Subject<MessageToRemote>();
  exposeRxStorageRemote({ storage, messages$, send: post });
  return (message) => {
    const remote = remoteMessageSchema.safeParse(message);
    if (remote.success) messages$.next(remote.data);
  };
};

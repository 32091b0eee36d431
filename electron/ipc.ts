import type { WebFrameMain } from "electron";
import type { z } from "zod";
import {
  type DesktopArgument,
  type DesktopResult,
  type DesktopVerb,
  desktopVerbs,
} from "#shared/desktop/bridge.ts";
import { desktopChannel, desktopOrigin } from "#shared/desktop/channel.ts";

/** The function behind each verb of the bridge. */
export type DesktopActions = {
  readonly [V in DesktopVerb]: (argument: DesktopArgument<V>) => Promise<DesktopResult<V>>;
};

/** The part of Electron's event that identifies the caller. */
export type Caller = {
  readonly senderFrame: (Pick<WebFrameMain, "origin"> & { readonly parent: unknown }) | null;
};

type Listener = (caller: Caller, argument: unknown) => Promise<unknown>;

/**
 * Answers the verbs of the bridge. A call must come from the top frame of one of our own pages and
 * carry the argument that the contract asks for. Anything else throws to the caller.
 */
export const answerDesktopVerbs = (
  ipcMain: { readonly handle: (channel: string, listener: Listener) => unknown },
  actions: DesktopActions,
): void => {
  const answer = <A extends z.ZodType, R extends z.ZodType>(
    verb: DesktopVerb,
    schemas: { readonly argument: A; readonly result: R },
    action: (argument: z.output<A>) => Promise<z.input<R>>,
  ) => {
    ipcMain.handle(desktopChannel(verb), async (caller, argument) => {
      if (!isOwnPage(caller)) throw new Error(`${verb}: the caller is not a page of this app`);
      const parsed = schemas.argument.safeParse(argument);
      if (!parsed.success) throw new Error(`${verb}: ${issueText(parsed.error)}`);
      return schemas.result.parse(await action(parsed.data));
    });
  };

  answer("appInfo", desktopVerbs.appInfo, actions.appInfo);
  answer("journalAppend", desktopVerbs.journalAppend, actions.journalAppend);
  answer("journalRead", desktopVerbs.journalRead, actions.journalRead);
  answer("journalCompact", desktopVerbs.journalCompact, actions.journalCompact);
  answer("secretGet", desktopVerbs.secretGet, actions.secretGet);
  answer("secretSet", desktopVerbs.secretSet, actions.secretSet);
  answer("secretDelete", desktopVerbs.secretDelete, actions.secretDelete);
  answer("displayOpen", desktopVerbs.displayOpen, actions.displayOpen);
  answer("displayClose", desktopVerbs.displayClose, actions.displayClose);
  answer("displayShow", desktopVerbs.displayShow, actions.displayShow);
};

const isOwnPage = ({ senderFrame }: Caller): boolean =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.origin === desktopOrigin;

// Says where and what is wrong, never the value: it may be a secret.
const issueText = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue === undefined ? "can't be read" : `${issue.path.join(".")} ${issue.code}`;
};

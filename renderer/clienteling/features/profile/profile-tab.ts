import type { ReactNode } from "react";
import { z } from "zod";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import type { MessageChannel } from "#shared/clienteling/message-template.ts";
import type { Note } from "#shared/clienteling/note.ts";

/** The tabs of a customer, in their order. Each is a folder next to this file. */
export const profileTabs = [
  "overview",
  "purchases",
  "rewards",
  "wishlist",
  "activity",
  "details",
] as const;

export type ProfileTab = (typeof profileTabs)[number];

export const profileTabSchema = z.enum(profileTabs);

/** What every tab is given. */
export type ProfileTabProps = {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  readonly status: SyncStatus;
  /** Grows whenever staff ask for the field of a new note, which then takes the focus. */
  readonly notesAsked: number;
  /** What there is to do for the customer, and a way to add to it. */
  readonly tasks?: ReactNode;
  /** Makes a task of a note. */
  readonly onTask?: ((note: Note) => void) | undefined;
  /** Writes to the customer by a channel. */
  readonly onMessage: (channel: MessageChannel) => void;
  /** Shows another tab. */
  readonly onTab: (tab: ProfileTab) => void;
};

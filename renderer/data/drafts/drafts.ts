import { z } from "zod";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import {
  DRAFT_KEPT_MS,
  type DraftFields,
  type DraftKey,
  draftFieldsSchema,
  draftKeySchema,
} from "./draft.ts";

/**
 * What staff have typed and not sent. It survives Escape, a lock, a reload and a restart, and is
 * never sent by itself.
 */
export type Drafts = {
  readonly read: (key: DraftKey) => DraftFields | null;
  /** Keeps the fields; forgets the draft if there are none. Resolves once that is on disk. */
  readonly write: (key: DraftKey, fields: DraftFields) => Promise<void>;
  /** Forgets everybody's drafts about a customer who no longer exists. */
  readonly forgetAbout: (profileId: ProfileId) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
};

const VALUE_KEY = "drafts";
/** The oldest go first. */
const DRAFTS_MAX = 50;

const storedSchema = z.array(
  z.object({ key: draftKeySchema, fields: draftFieldsSchema, at: instantSchema }),
);
type Draft = z.infer<typeof storedSchema>[number];

/** The drafts that this device holds, read once. */
export const openDrafts = async (deps: {
  readonly values: DeviceValues;
  readonly clock: Pick<Clock, "now">;
}): Promise<Drafts> => {
  const { values, clock } = deps;
  let drafts: readonly Draft[] = (await values.read(VALUE_KEY, storedSchema)) ?? [];
  let saving: Promise<void> = Promise.resolve();
  let isQueued = false;

  /** Writes what is there when its turn comes, so that fast typing causes few writes. */
  const save = (): Promise<void> => {
    if (isQueued) return saving;
    isQueued = true;
    saving = saving.then(async () => {
      isQueued = false;
      try {
        await values.write(VALUE_KEY, drafts);
      } catch {
        // The disk is full. The drafts stay in memory, and what is sent is refused for itself.
      }
    });
    return saving;
  };

  const isCurrent = ({ key, at }: Draft) => clock.now() - at < DRAFT_KEPT_MS[key.kind];

  return {
    read: (key) => drafts.find((draft) => isOf(key, draft) && isCurrent(draft))?.fields ?? null,
    write: async (key, fields) => {
      const others = drafts.filter((draft) => !isOf(key, draft) && isCurrent(draft));
      const isEmpty = Object.keys(fields).length === 0;
      if (isEmpty && others.length === drafts.length) return;
      drafts = isEmpty ? others : [...others, { key, fields, at: clock.now() }].slice(-DRAFTS_MAX);
      await save();
    },
    forgetAbout: async (profileId) => {
      const others = drafts.filter(({ key }) => key.subject !== profileId);
      if (others.length === drafts.length) return;
      drafts = others;
      await save();
    },
    forgetAll: async () => {
      drafts = [];
      await save();
    },
  };
};

const isOf = (key: DraftKey, draft: Draft): boolean =>
  key.kind === draft.key.kind &&
  key.staffId === draft.key.staffId &&
  key.subject === draft.key.subject;

import { z } from "zod";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instantSchema } from "#shared/kernel/time.ts";

/** Whether this device is a kiosk ([X50]). Nothing about any customer. */
type Kiosk = {
  /** Who made it one; null while it isn't. */
  readonly startedBy: StaffId | null;
  /** When somebody gave a wrong answer about themselves ([X51]). */
  readonly wrongAt: readonly Instant[];
  readonly start: (staffId: StaffId) => void;
  readonly stop: () => void;
  readonly countWrong: (wrongAt: readonly Instant[]) => void;
};

// Before the store, which reads what is stored while it is created.
const storedSchema = z.object({
  startedBy: staffIdSchema.nullable(),
  wrongAt: z.array(instantSchema).catch([]),
});

/** Kept on the device, so that no reload and no restart leads out of the kiosk. */
export const useKiosk = create<Kiosk>()(
  persist(
    (set) => ({
      startedBy: null,
      wrongAt: [],
      start: (startedBy) => set({ startedBy }),
      stop: () => set({ startedBy: null }),
      countWrong: (wrongAt) => set({ wrongAt }),
    }),
    {
      name: "kiosk",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ startedBy, wrongAt }) => ({ startedBy, wrongAt }),
      merge: (stored, kiosk) => ({ ...kiosk, ...storedSchema.safeParse(stored).data }),
    },
  ),
);

import { z } from "zod";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { CustomerDisplay } from "#shared/desktop/customer-display.ts";

/** What the customer who is being served sees of what staff see. */
export type Serving = Pick<CustomerDisplay, "title" | "lines">;

/** Before the store, which reads what is stored while it is created. */
const keptSchema = z.object({
  /** Whether customers have a screen of their own ([X53]). */
  isOn: z.boolean(),
  /** Where somebody joins by themselves; null if nowhere. */
  joinAddress: z.string().nullable(),
});

type CustomerDisplayState = z.infer<typeof keptSchema> & {
  /** Never kept: only while it is on the staff's screen. */
  readonly serving: Serving | null;
  readonly turn: (isOn: boolean) => void;
  readonly setJoinAddress: (joinAddress: string | null) => void;
  readonly serve: (serving: Serving | null) => void;
};

export const useCustomerDisplay = create<CustomerDisplayState>()(
  persist(
    (set) => ({
      isOn: false,
      joinAddress: null,
      serving: null,
      turn: (isOn) => set({ isOn }),
      setJoinAddress: (joinAddress) => set({ joinAddress }),
      serve: (serving) => set({ serving }),
    }),
    {
      name: "customer-display",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ isOn, joinAddress }) => ({ isOn, joinAddress }),
      merge: (stored, current) => ({ ...current, ...keptSchema.safeParse(stored).data }),
    },
  ),
);

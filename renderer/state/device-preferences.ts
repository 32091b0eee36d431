import { z } from "zod";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";

/** What staff have chosen for this device, and who used it last. Nothing about any customer. */
type DevicePreferences = {
  /** Who has signed in here, the latest first. */
  readonly recentStaffIds: readonly StaffId[];
  readonly rememberStaff: (staffId: StaffId) => void;
  /** What the scanner's keyboard types for what it should; empty if all is as it should be. */
  readonly scannerLayout: Readonly<Record<string, string>>;
  readonly setScannerLayout: (scannerLayout: Readonly<Record<string, string>>) => void;
  /** The camera that scans; null for one at the back. */
  readonly cameraId: string | null;
  readonly chooseCamera: (cameraId: string) => void;
};

const RECENT_STAFF_MAX = 50;

// Before the store, which reads what is stored while it is created.
const storedSchema = z.object({
  recentStaffIds: z.array(staffIdSchema).catch([]),
  scannerLayout: z.record(z.string(), z.string()).catch({}),
  cameraId: z.string().nullable().catch(null),
});

/** Kept on the device across restarts. May be lost: then it is as on a new device. */
export const usePreferences = create<DevicePreferences>()(
  persist(
    (set) => ({
      recentStaffIds: [],
      scannerLayout: {},
      setScannerLayout: (scannerLayout) => set({ scannerLayout }),
      cameraId: null,
      chooseCamera: (cameraId) => set({ cameraId }),
      rememberStaff: (staffId) =>
        set(({ recentStaffIds }) => ({
          recentStaffIds: [staffId, ...recentStaffIds.filter((id) => id !== staffId)].slice(
            0,
            RECENT_STAFF_MAX,
          ),
        })),
    }),
    {
      name: "preferences",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ recentStaffIds, scannerLayout, cameraId }) => ({
        recentStaffIds,
        scannerLayout,
        cameraId,
      }),
      merge: (stored, preferences) => ({ ...preferences, ...storedSchema.safeParse(stored).data }),
    },
  ),
);

/** The staff, those who signed in here last first, then the others by name. */
export const latestFirst = <Member extends { readonly id: StaffId; readonly name: string }>(
  staff: readonly Member[],
  recentStaffIds: readonly StaffId[],
): readonly Member[] => {
  const placeOf = ({ id }: Member) => {
    const place = recentStaffIds.indexOf(id);
    return place < 0 ? Number.POSITIVE_INFINITY : place;
  };
  return staff.toSorted(
    (a, b) => Math.sign(placeOf(a) - placeOf(b) || 0) || a.name.localeCompare(b.name) || 0,
  );
};

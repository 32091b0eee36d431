import { create } from "zustand";

/** A code that the camera has read, until it is taken like any other scan. */
type CameraScans = {
  readonly code: string | null;
  readonly give: (code: string) => void;
  readonly take: () => void;
};

/** What the camera reads is taken by the same function as what a scanner types. */
export const useCameraScans = create<CameraScans>()((set) => ({
  code: null,
  give: (code) => set({ code }),
  take: () => set({ code: null }),
}));

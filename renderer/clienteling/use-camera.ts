import { type RefObject, useEffect, useState } from "react";
import { usePreferences } from "#renderer/state/device-preferences.ts";

/** A camera of this device. */
export type Camera = Pick<MediaDeviceInfo, "deviceId" | "label">;

export type CameraState =
  | { readonly kind: "starting" }
  | { readonly kind: "on"; readonly cameras: readonly Camera[]; readonly usedId: string | null }
  /** It isn't allowed, there is none, or it couldn't start. */
  | { readonly kind: "refused" | "missing" | "failed" };

/**
 * Shows the camera in a video while the component is there and the page can be seen. Whatever ends
 * that stops the camera and its light, also while it is still starting. Uses the lens that staff
 * chose last on this device, or else one at the back. `attempt` counts how often to try.
 */
export const useCamera = (
  video: RefObject<HTMLVideoElement | null>,
  attempt: number,
): CameraState => {
  const cameraId = usePreferences((preferences) => preferences.cameraId);
  const isSeen = useIsSeen();
  const [state, setState] = useState<CameraState>({ kind: "starting" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `attempt`.
  useEffect(() => {
    if (!isSeen) return;
    let isOver = false;
    let stream: MediaStream | null = null;
    const start = async () => {
      setState({ kind: "starting" });
      try {
        const opened = await openCamera(cameraId);
        if (isOver) return stop(opened);
        stream = opened;
        const [track] = opened.getVideoTracks();
        track?.addEventListener("ended", () => setState({ kind: "failed" }));
        if (video.current) {
          video.current.srcObject = opened;
          await video.current.play();
        }
        const devices = await navigator.mediaDevices.enumerateDevices();
        const cameras = devices.filter(({ kind }) => kind === "videoinput");
        if (!isOver) {
          setState({ kind: "on", cameras, usedId: track?.getSettings().deviceId ?? null });
        }
      } catch (error) {
        if (!isOver) setState({ kind: problemOf(error) });
      }
    };
    void start();
    return () => {
      isOver = true;
      stop(stream);
    };
  }, [video, cameraId, isSeen, attempt]);
  return state;
};

const stop = (stream: MediaStream | null): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

const openCamera = async (cameraId: string | null): Promise<MediaStream> => {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const behind = { ...size, facingMode: { ideal: "environment" } };
  const chosen = cameraId === null ? behind : { ...size, deviceId: { exact: cameraId } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: chosen });
  } catch (error) {
    // The camera that was chosen isn't there any more.
    if (cameraId === null || nameOf(error) !== "OverconstrainedError") throw error;
    return navigator.mediaDevices.getUserMedia({ video: behind });
  }
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

const problemOf = (error: unknown): "refused" | "missing" | "failed" => {
  // A page that isn't served securely has no cameras at all.
  if (!("mediaDevices" in navigator)) return "missing";
  const name = nameOf(error);
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" ? "missing" : "failed";
};

const useIsSeen = (): boolean => {
  const [isSeen, setSeen] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setSeen(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isSeen;
};

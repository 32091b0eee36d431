import { Button, Modal, Text, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconBulb, IconCameraRotate } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { usePreferences } from "#renderer/state/device-preferences.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { say } from "#renderer/words/say.ts";
import { readCode } from "./read-codes.ts";
import classes from "./scan-sheet.module.css";
import { type CameraState, useCamera } from "./use-camera.ts";

const LOOK_EVERY_MS = 120;
const SLOW_MS = 6000;
/** Wide enough for the bars of a long code. */
const WIDTH_MAX = 1024;

/**
 * Scans one code with the camera, or takes a number that is typed. The camera stops with the sheet,
 * however it goes.
 */
export const ScanSheet = ({
  onCode,
  onClose,
}: {
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}) => {
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const camera = useCamera(video, attempt);
  const isOn = camera.kind === "on";
  const [typed, setTyped] = useState("");
  const isSlow = useIsSlow(isOn);
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  const chooseCamera = usePreferences((preferences) => preferences.chooseCamera);
  const found = useRef(onCode);
  useEffect(() => {
    found.current = onCode;
  });
  useEffect(() => {
    if (!isOn) return;
    return lookForCode(video, (code) => found.current(code));
  }, [isOn]);
  const lookUp = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") onCode(typed.trim());
  };
  const cameras = isOn ? camera.cameras : [];
  const next = isOn
    ? cameras[
        (cameras.findIndex(({ deviceId }) => deviceId === camera.usedId) + 1) % cameras.length
      ]
    : undefined;
  const hint = !isSlow ? "scan.aim" : cameras.length > 1 ? "scan.slow_lens" : "scan.slow";
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("scan.title")}
      fullScreen={isNarrow}
      size="lg"
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      {camera.kind === "starting" || isOn ? (
        <div className={classes["view"]}>
          <video ref={video} muted playsInline aria-label={say("scan.viewfinder")} />
          <span className={classes["frame"]} aria-hidden />
          <div className={classes["tools"]}>
            {isOn && <LightButton video={video} />}
            {cameras.length > 1 && next && (
              <Button
                variant="default"
                leftSection={<IconCameraRotate size={20} aria-hidden />}
                onClick={() => chooseCamera(next.deviceId)}
              >
                {say("scan.lens")}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <Problem kind={camera.kind} onAgain={() => setAttempt(attempt + 1)} />
      )}
      <Text size="sm" c="dimmed" ta="center" my="sm" role="status">
        {camera.kind === "starting" ? say("scan.starting") : isOn && say(hint)}
      </Text>
      <form className={classes["type"]} onSubmit={lookUp}>
        <TextInput
          aria-label={say("scan.number")}
          placeholder={say("scan.number")}
          maxLength={190}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ""}>
          {say("scan.look_up")}
        </Button>
      </form>
    </Modal>
  );
};

const Problem = ({
  kind,
  onAgain,
}: {
  readonly kind: Exclude<CameraState["kind"], "starting" | "on">;
  readonly onAgain: () => void;
}) => (
  <Callout
    tone="warning"
    title={say(`scan.${kind}`)}
    actions={
      kind !== "missing" && (
        <Button variant="default" onClick={onAgain}>
          {say("scan.again")}
        </Button>
      )
    }
  >
    {say(`scan.${kind}_how`)}
  </Callout>
);

/** Switches the camera's light, if it has one. */
const LightButton = ({
  video,
}: {
  readonly video: { readonly current: HTMLVideoElement | null };
}) => {
  const [isLit, setLit] = useState(false);
  const stream = video.current?.srcObject;
  const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
  // Some browsers can't say what a camera can do.
  if (!track?.getCapabilities || !("torch" in track.getCapabilities())) return null;
  const light = { advanced: [lightOf(!isLit)] };
  return (
    <Button
      variant={isLit ? "filled" : "default"}
      aria-pressed={isLit}
      leftSection={<IconBulb size={20} aria-hidden />}
      onClick={() => void track.applyConstraints(light).then(() => setLit(!isLit))}
    >
      {say("scan.light")}
    </Button>
  );
};

/** `torch` is no part of the types of the browsers' interfaces yet. */
const lightOf = (torch: boolean): MediaTrackConstraintSet & { readonly torch: boolean } => ({
  torch,
});

/** Looks at the picture until there is a code in it, or until it is told to stop. */
const lookForCode = (
  video: { readonly current: HTMLVideoElement | null },
  onCode: (code: string) => void,
): (() => void) => {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const look = async () => {
    const code = await readCode(pictureOf(video.current, canvas, context)).catch(() => null);
    if (isOver) return;
    if (code === null) timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    else onCode(code);
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
};

const pictureOf = (
  video: HTMLVideoElement | null,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D | null,
): ImageData => {
  if (!video?.videoWidth || !context) return new ImageData(1, 1);
  const scale = Math.min(1, WIDTH_MAX / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

/** Whether the camera has been on for some seconds. */
const useIsSlow = (isOn: boolean): boolean => {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isOn]);
  return isSlow;
};

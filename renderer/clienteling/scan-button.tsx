import { ActionIcon } from "@mantine/core";
import { IconScan } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { say } from "#renderer/words/say.ts";

// The camera and its reader are loaded when somebody scans for the first time.
const ScanSheet = lazy(async () => ({
  default: (await import("./scan-sheet.tsx")).ScanSheet,
}));

/** Scans a code with the camera. What is read goes to `onCode`, once. */
export const ScanButton = ({
  onCode,
  size = 56,
}: {
  readonly onCode: (code: string) => void;
  readonly size?: number;
}) => {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <ActionIcon
        size={size}
        color="gray"
        aria-label={say("scan.open")}
        title={say("scan.open")}
        onClick={() => setOpen(true)}
      >
        <IconScan size={24} aria-hidden />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <ScanSheet
            onClose={close}
            onCode={(code) => {
              close();
              onCode(code);
            }}
          />
        </Suspense>
      )}
    </>
  );
};

import { Button } from "@mantine/core";
import { IconPrinter, IconQrcode } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { say } from "#renderer/words/say.ts";

const Qr = lazy(async () => ({ default: (await import("./slip-qr.tsx")).SlipQr }));

/** The reference of a slip for a till to scan. */
export const SlipQr = ({ text, code }: { readonly text: string; readonly code: string }) => (
  <Suspense>
    <Qr text={text} label={say("slip.qr", { code })} />
  </Suspense>
);

/** Shows the reference of a slip as a QR code, and prints the slip on the screen. */
export const SlipTools = ({
  showsQr,
  onQr,
}: {
  readonly showsQr: boolean;
  readonly onQr: (shows: boolean) => void;
}) => (
  <>
    <Button
      variant="subtle"
      aria-expanded={showsQr}
      leftSection={<IconQrcode size={20} aria-hidden />}
      onClick={() => onQr(!showsQr)}
    >
      {showsQr ? say("slip.hide_qr") : say("slip.show_qr")}
    </Button>
    <Button
      variant="subtle"
      leftSection={<IconPrinter size={20} aria-hidden />}
      onClick={() => window.print()}
    >
      {say("slip.print")}
    </Button>
  </>
);

import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { say } from "#renderer/words/say-first.ts";
import { LiveMessage } from "./live-message.tsx";

type Copied = "no" | "yes" | "failed";

/** How long the button shows the outcome, in ms. */
const SAID_FOR_MS = 4000;

/** Copies text to the clipboard, and says whether it worked. */
export const CopyButton = ({ label, text }: { readonly label: string; readonly text: string }) => {
  const [copied, setCopied] = useState<Copied>("no");
  useEffect(() => {
    if (copied === "no") return;
    const timer = setTimeout(() => setCopied("no"), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      setCopied("failed");
    }
  };
  const Icon = copied === "yes" ? IconCheck : IconCopy;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon size={20} aria-hidden />}
        onClick={() => void copy()}
      >
        {copied === "no" ? label : SAID[copied]}
      </Button>
      <LiveMessage>{copied === "no" ? "" : SAID[copied]}</LiveMessage>
    </>
  );
};

const SAID = { yes: say("frame.copied"), failed: say("frame.not_copied") } as const;

import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { hasUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { personName } from "#renderer/words/person-text.ts";
import classes from "./scan-offer.module.css";
import { type Scan, useScans } from "./use-scans.ts";

/**
 * Takes every scan outside the search screen. The card's customer opens at once, or is offered
 * first if something on this screen would be lost. Before somebody has signed in, a scan does
 * nothing.
 */
export const ScanOffer = ({
  isSignedIn,
  pathname,
  onOpen,
}: {
  readonly isSignedIn: boolean;
  /** The offer is withdrawn when staff go to another screen. */
  readonly pathname: string;
  readonly onOpen: (card: string) => void;
}) => {
  const device = useDevice();
  const [offer, setOffer] = useState<Offer | null>(null);
  const latest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `pathname`.
  useEffect(() => setOffer(null), [pathname, isSignedIn]);

  const take = async ({ text, isText, remove }: Scan) => {
    if (!isSignedIn) return;
    latest.current += 1;
    const scan = latest.current;
    const holder = await device.findByIdentifier(text);
    if (isText) {
      if (holder.kind === "nobody") return;
      remove();
    }
    const [profile] = holder.kind === "one" ? await device.readProfiles([holder.profileId]) : [];
    if (scan !== latest.current) return;
    if (hasUnsavedWork()) setOffer({ card: text, name: profile ? personName(profile) : null });
    else onOpen(text);
  };
  useScans((scan) => void take(scan));

  if (offer === null) return null;
  const { card, name } = offer;
  const open = () => {
    setOffer(null);
    onOpen(card);
  };
  return (
    <div className={classes["offer"]}>
      <Callout
        tone="warn"
        title={name === null ? `You scanned the card ${card}.` : `You scanned ${name}’s card.`}
        actions={
          <>
            <Button onClick={open}>{name === null ? "Look up this card" : `Open ${name}`}</Button>
            <Button variant="default" onClick={() => setOffer(null)}>
              Stay here
            </Button>
          </>
        }
      >
        Nothing has been done yet. What you were doing here isn’t finished.
      </Callout>
    </div>
  );
};

type Offer = {
  readonly card: string;
  /** Null if the card is nobody's, or may be several people's. */
  readonly name: string | null;
};

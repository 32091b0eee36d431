import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { FoundByIdentifier } from "#renderer/data/views.ts";
import { useCameraScans } from "#renderer/state/camera-scans.ts";
import { hasUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say-first.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import { isGiftCard } from "#shared/incentive/credits/card-number.ts";
import type { ProductId } from "#shared/kernel/ids.ts";
import { SCANS } from "./key-burst.ts";
import classes from "./scan-offer.module.css";
import { type Scan, useScans } from "./use-scans.ts";

/**
 * Takes every scan, on every screen. The card's customer opens at once, or the product whose code
 * it is if it is nobody's card; or it is offered first if
 * something on this screen would be lost. Where it isn't clear that it was a scan, staff are asked.
 * Before somebody has signed in, a scan does nothing.
 */
export const ScanOffer = ({
  isSignedIn,
  address,
  onOpen,
  onProduct,
}: {
  readonly isSignedIn: boolean;
  /** The offer is withdrawn when staff go to another screen. */
  readonly address: string;
  readonly onOpen: (card: string) => void;
  readonly onProduct: (productId: ProductId) => void;
}) => {
  const device = useDevice();
  const [offer, setOffer] = useState<Offer | null>(null);
  const latest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `address`.
  useEffect(() => setOffer(null), [address, isSignedIn]);

  const take = async (scan: Scan) => {
    if (!isSignedIn) return;
    latest.current += 1;
    const number = latest.current;
    const isLatest = () => number === latest.current;
    if (isGiftCard(scan.text)) {
      scan.remove();
      // It is nobody's, and nobody types nineteen digits with their check digits by chance.
      if (hasUnsavedWork()) setOffer({ scan, isSure: true, name: null });
      else onOpen(scan.text);
      return;
    }
    const holder = await device.findByIdentifier(scan.text);
    if (!isLatest()) return;
    const { isCertain, mayBelong } = SCANS[scan.kind];
    if (mayBelong && !IS_A_CARD[holder.kind]) return scan.pressEnter();
    if (scan.isKept && holder.kind === "nobody") return;
    const [product, other] =
      holder.kind === "nobody" && isCertain ? await device.findProductsByCode(scan.text) : [];
    if (!isLatest()) return;
    if (product && !other) {
      scan.remove();
      // A product opens over nothing that somebody is doing.
      if (hasUnsavedWork()) setOffer({ scan, isSure: true, name: product.title, product });
      else onProduct(product.id);
      return;
    }
    const [profile] = holder.kind === "one" ? await device.readProfiles([holder.profileId]) : [];
    if (!isLatest()) return;
    const isSure = isCertain || (mayBelong && scan.isFast);
    if (isSure) scan.remove();
    if (isSure && !hasUnsavedWork()) onOpen(scan.text);
    else setOffer({ scan, isSure, name: profile ? personName(profile) : null });
  };
  const catcher = useRef<HTMLInputElement>(null);
  const { code, take: taken } = useCameraScans();
  const takeCode = useRef(take);
  useEffect(() => {
    takeCode.current = take;
  });
  useEffect(() => {
    if (code === null) return;
    taken();
    const nothing = { remove: () => {}, putBack: () => {}, pressEnter: () => {} };
    void takeCode.current({ ...nothing, text: code, kind: "scan", isFast: true, isKept: false });
  }, [code, taken]);
  useScans(isSignedIn, catcher, (scan) => void take(scan));
  const open = ({ scan, isSure, product }: Offer) => {
    setOffer(null);
    if (!isSure) scan.remove();
    if (product) onProduct(product.id);
    else onOpen(scan.text);
  };
  const stay = ({ scan, isSure }: Offer) => {
    setOffer(null);
    if (!isSure) scan.putBack();
  };
  return (
    <>
      {/* No keyboard pops up for it, and Tab doesn't reach it. */}
      <input
        ref={catcher}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={say("scanOffer.scanner")}
        inputMode="none"
        autoComplete="off"
      />
      {offer && <OfferedScan offer={offer} onOpen={() => open(offer)} onStay={() => stay(offer)} />}
    </>
  );
};

const OfferedScan = ({
  offer: { scan, isSure, name, product },
  onOpen,
  onStay,
}: {
  readonly offer: Offer;
  readonly onOpen: () => void;
  readonly onStay: () => void;
}) => {
  const card = scan.text;
  return (
    <div className={classes["offer"]}>
      <Callout
        tone="warning"
        title={
          product
            ? say("scanOffer.product", { product: product.title })
            : isSure
              ? scannedText(card, name)
              : say("scanOffer.unsure")
        }
        actions={
          <>
            <Button onClick={onOpen}>
              {isGiftCard(card)
                ? say("scanOffer.pay")
                : name === null
                  ? say("scanOffer.look_up")
                  : say("scanOffer.open", { name })}
            </Button>
            <Button variant="default" onClick={onStay}>
              {say(isSure ? "scanOffer.stay" : "scanOffer.typed")}
            </Button>
          </>
        }
      >
        {isSure
          ? say("scanOffer.unfinished")
          : name === null
            ? say("scanOffer.fast", { card })
            : say("scanOffer.fast_of", { card, name })}
      </Callout>
    </div>
  );
};

/** Whether somebody has exactly this card. */
const IS_A_CARD: Readonly<Record<FoundByIdentifier["kind"], boolean>> = {
  one: true,
  several: true,
  close: false,
  nobody: false,
};

/** A gift card's number isn't for the screen. */
const scannedText = (card: string, name: string | null): string => {
  if (isGiftCard(card)) return say("scanOffer.gift_card");
  return name === null ? say("scanOffer.card", { card }) : say("scanOffer.card_of", { name });
};

type Offer = {
  readonly scan: Scan;
  /** False if somebody may have typed it. */
  readonly isSure: boolean;
  /** Of whom or what it is; null if it is nobody's card, or may be several people's. */
  readonly name: string | null;
  /** The product whose code it is. */
  readonly product?: HeldProduct;
};

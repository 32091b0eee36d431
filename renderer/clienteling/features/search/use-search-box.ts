import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import {
  looksGarbled,
  looksLikeCard,
  looksLikeIdentifier,
} from "#renderer/clienteling/card-text.ts";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { Device } from "#renderer/data/device.ts";
import type { FoundByIdentifier } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { isGiftCard } from "#shared/incentive/credits/card-number.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";
import { type Found, type FoundProfile, HITS_MAX, useProfileSearch } from "./use-profile-search.ts";

/**
 * Why nothing has opened though there are hits: a card may mean several people, or is only close to
 * somebody's; a receipt was scanned, or several people have sales with its number; a text is one
 * person's card and another's name; or Enter was pressed and no hit matches exactly.
 */
type Choice =
  | Extract<FoundByIdentifier, { readonly profileIds: unknown }>["kind"]
  | "receipt"
  | "card_or_name"
  | "shared_receipt"
  | "inexact";

/** The state of the search box, and what its keys do. */
export type SearchBoxState = ReturnType<typeof useSearchBox>;

/**
 * Searches while somebody types. Enter opens the active hit if it matches exactly, or was chosen
 * with the arrow keys. A scanned card opens its own profile or nobody's (`unknownCard`). Otherwise
 * `choice` says why staff have to choose from the list.
 */
export const useSearchBox = (
  onOpen: (profileId: ProfileId) => void,
  onGiftCard: (number: string) => void,
) => {
  const device = useDevice();
  const ref = useRef<HTMLInputElement>(null);
  const query = useSession((session) => session.query);
  const setQuery = useSession((session) => session.setQuery);
  const text = query.trim();
  const found = useProfileSearch(text);
  const hits = found?.hits ?? [];
  const [place, setPlace] = useState(0);
  const [unknownCard, setUnknownCard] = useState<string | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [chosenId, setChosenId] = useState<ProfileId | null>(null);
  const [waitingFor, setWaitingFor] = useState<string | null>(null);
  const active = Math.min(place, Math.max(0, hits.length - 1));

  const change = (next: string) => {
    setWaitingFor(null);
    setPlace(0);
    setUnknownCard(null);
    setChoice(null);
    setChosenId(null);
    setQuery(next);
  };

  const clear = () => {
    change("");
    ref.current?.focus();
  };

  const openHit = useCallback(
    (from: Found, at: number) => {
      const hit = from.hits[at];
      if (hit !== undefined) onOpen(hit.profile.id);
    },
    [onOpen],
  );

  /**
   * Opens this hit if it matches exactly and is the only one to. Otherwise asks staff to choose.
   */
  const openExact = useCallback(
    (from: Found, at: number) => {
      const isByReceipt = from.hits[at]?.matched === "receipt";
      if (isByReceipt && from.hits.filter(({ matched }) => matched === "receipt").length > 1) {
        setChoice("shared_receipt");
      } else if (isExact(from.hits[at])) openHit(from, at);
      else setChoice("inexact");
    },
    [openHit],
  );

  // Enter was pressed before the answer arrived. A single hit then opens as soon as it does.
  useEffect(() => {
    if (found === null || waitingFor !== found.text) return;
    setWaitingFor(null);
    const [first, ...others] = found.hits;
    if (first === undefined) {
      if (looksLikeCard(found.text)) setUnknownCard(canonicalIdentifier(found.text));
    } else if (others.length === 0 || !isExact(first) || first.matched === "receipt") {
      openExact(found, 0);
    }
  }, [found, waitingFor, openExact]);

  /** Looks up a text as a card. False if it should be searched for instead. */
  const openCard = async (card: string, wasScanned: boolean): Promise<boolean> => {
    const holder = await device.findByIdentifier(card);
    const isNumber = looksLikeIdentifier(card);
    if (holder.kind === "one") {
      if (!wasScanned && !isNumber && (await isOthersToo(device, card, holder.profileId))) {
        setChoice("card_or_name");
        ref.current?.select();
        return true;
      }
      setQuery("");
      onOpen(holder.profileId);
      return true;
    }
    // A scan is always a card; typed digits may also be the whole of a phone number. Never open
    // the customer at the top of the list.
    const isContact = found?.text === card && isExact(found.hits[active]);
    const isOtherThanCard = !wasScanned && isContact;
    const mayBeHeld = holder.kind === "several" || (holder.kind === "close" && isNumber);
    if (mayBeHeld && !isOtherThanCard) setChoice(holder.kind);
    else if (holder.kind === "nobody" && wasScanned && isNumber) {
      if (await isReceipt(device, card)) setChoice("receipt");
      else setUnknownCard(canonicalIdentifier(card));
    } else return false;
    ref.current?.select();
    return true;
  };

  // A scanned card, whatever had the focus.
  const scanned = useSession((session) => session.scanned);
  const takeScan = useSession((session) => session.takeScan);
  const openScan = useRef(async (_card: string) => {});
  useEffect(() => {
    openScan.current = async (card) => {
      change(card);
      if (looksGarbled(card)) return setUnknownCard(card);
      if (!(await openCard(card, true))) setWaitingFor(card.trim());
    };
  });
  useEffect(() => {
    // A gift card is for the screen that opens now.
    if (scanned === null || isGiftCard(scanned)) return;
    takeScan();
    void openScan.current(scanned);
  }, [scanned, takeScan]);

  const enter = async () => {
    if (text === "") return;
    if (isGiftCard(text)) {
      change("");
      return onGiftCard(text);
    }
    const hit = hits[active];
    if (found !== null && hit !== undefined && hit.profile.id === chosenId) {
      return openHit(found, active);
    }
    if (await openCard(text, false)) return;
    // Staff may have typed on in the meantime.
    if (useSession.getState().query.trim() !== text) return;
    if (found?.text !== text) setWaitingFor(text);
    else if (hit !== undefined) openExact(found, active);
    else if (looksLikeCard(text)) setUnknownCard(canonicalIdentifier(text));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (hits.length === 0) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = (active + step + hits.length) % hits.length;
        setPlace(next);
        setChosenId(hits[next]?.profile.id ?? null);
        return;
      }
      case "Enter":
        event.preventDefault();
        if (!event.repeat) void enter();
        return;
      case "Escape":
        if (query !== "") change("");
    }
  };

  return {
    ref,
    query,
    /** What is searched for: the query, trimmed. */
    text,
    found,
    hits,
    /** The index of the hit that Enter opens. */
    active,
    /** A card that was scanned or typed and that nobody has. */
    unknownCard,
    /** Why staff have to choose from the hits; null if nothing has asked them to. */
    choice,
    isSearching: text !== "" && found?.text !== text,
    change,
    clear,
    setActive: setPlace,
    openHit,
    onKeyDown,
  };
};

/** Whether a sale on this device has this receipt number. */
const isReceipt = async (device: Device, text: string): Promise<boolean> =>
  (await device.search(text, 1)).hits.some(({ matched }) => matched === "receipt");

/** Whether this text, which is a card, also matches somebody else exactly. */
const isOthersToo = async (device: Device, card: string, holder: ProfileId): Promise<boolean> =>
  (await device.search(card, HITS_MAX)).hits.some(({ id, exact }) => exact && id !== holder);

/**
 * Whether Enter may open this hit. A whole card number has opened its profile before this is asked,
 * so a hit by identifier has only part of it.
 */
const isExact = (hit: FoundProfile | undefined): boolean =>
  hit?.exact === true && hit.matched !== "identifier";

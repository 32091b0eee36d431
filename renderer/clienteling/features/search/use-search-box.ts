import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { isScanned, looksLikeCard, looksLikeIdentifier } from "#renderer/clienteling/scan.ts";
import type { FoundByIdentifier } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";
import { type Found, useProfileSearch } from "./use-profile-search.ts";

/** Why a card doesn't open a profile by itself, though there are some for it. */
type CardChoice = Extract<FoundByIdentifier, { readonly profileIds: unknown }>["kind"];

/** The state of the search box, and what its keys do. */
export type SearchBoxState = ReturnType<typeof useSearchBox>;

/**
 * Searches while somebody types. Enter opens the active hit. Scanned text is a card, which opens
 * its own profile or nobody's (`unknownCard`); if it may mean several people, or is only close to
 * someone's, they are listed to choose from (`cardChoice`).
 */
export const useSearchBox = (onOpen: (profileId: ProfileId) => void) => {
  const device = useDevice();
  const ref = useRef<HTMLInputElement>(null);
  const typedAt = useRef<readonly number[]>([]);
  const query = useSession((session) => session.query);
  const setQuery = useSession((session) => session.setQuery);
  const text = query.trim();
  const found = useProfileSearch(text);
  const hits = found?.hits ?? [];
  const [place, setPlace] = useState(0);
  const [unknownCard, setUnknownCard] = useState<string | null>(null);
  const [cardChoice, setCardChoice] = useState<CardChoice | null>(null);
  const [hasChosen, setHasChosen] = useState(false);
  const waitingFor = useRef<string | null>(null);
  const active = Math.min(place, Math.max(0, hits.length - 1));

  const change = (next: string) => {
    // Only text typed key by key can be a scan. The first key of a new text restarts the count.
    if (next.length === 1) typedAt.current = typedAt.current.slice(-1);
    else if (next.length !== query.length + 1) typedAt.current = [];
    waitingFor.current = null;
    setPlace(0);
    setUnknownCard(null);
    setCardChoice(null);
    setHasChosen(false);
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

  // Enter was pressed before the answer arrived. A single hit then opens as soon as it does, unless
  // the spelling is only similar: nobody has seen it yet.
  useEffect(() => {
    if (found === null || waitingFor.current !== found.text) return;
    waitingFor.current = null;
    if (found.hits.length === 1 && found.hits[0]?.exact) openHit(found, 0);
    if (found.hits.length === 0 && looksLikeCard(found.text)) {
      setUnknownCard(canonicalIdentifier(found.text));
    }
  }, [found, openHit]);

  /** Looks up a text as a card. False if it should be searched for instead. */
  const openCard = async (card: string, wasScanned: boolean): Promise<boolean> => {
    const holder = await device.findByIdentifier(card);
    if (holder.kind === "one") {
      setQuery("");
      onOpen(holder.profileId);
      return true;
    }
    // A scan is always a card; typed digits may also be the whole of a phone number. Never open
    // whoever is at the top of the list.
    const isOtherThanCard = !wasScanned && (hasChosen || isExactByContact(found, card, active));
    if (holder.kind !== "nobody" && !isOtherThanCard) setCardChoice(holder.kind);
    else if (holder.kind === "nobody" && wasScanned) setUnknownCard(canonicalIdentifier(card));
    else return false;
    ref.current?.select();
    return true;
  };

  // A card that was scanned on another screen, or while a menu was open.
  const scanned = useSession((session) => session.scanned);
  const takeScan = useSession((session) => session.takeScan);
  const openScan = useRef((_card: string) => {});
  useEffect(() => {
    openScan.current = (card) => {
      change(card);
      void openCard(card, true);
    };
  });
  useEffect(() => {
    if (scanned === null) return;
    takeScan();
    openScan.current(scanned);
  }, [scanned, takeScan]);

  const enter = async (enterAt: number) => {
    if (text === "") return;
    const wasScanned =
      query.length === typedAt.current.length && isScanned(text, typedAt.current, enterAt);
    if ((wasScanned || looksLikeIdentifier(text)) && (await openCard(text, wasScanned))) return;
    if (found?.text !== text) waitingFor.current = text;
    else if (found.hits.length > 0) openHit(found, active);
    else if (looksLikeCard(text)) setUnknownCard(canonicalIdentifier(text));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (hits.length === 0) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        setPlace((active + step + hits.length) % hits.length);
        setHasChosen(true);
        return;
      }
      case "Enter":
        event.preventDefault();
        if (!event.repeat) void enter(event.timeStamp);
        return;
      case "Escape":
        if (query !== "") change("");
        return;
      default:
        // The event's own time, so that a busy screen doesn't make a scanner look slow. Shortcuts,
        // such as paste, type nothing.
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
          typedAt.current = [...typedAt.current, event.timeStamp];
        }
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
    /** Why the hits are there to choose from, after a card that nobody alone has. */
    cardChoice,
    isSearching: text !== "" && found?.text !== text,
    change,
    clear,
    setActive: setPlace,
    openHit,
    onKeyDown,
  };
};

/** Whether the hit that Enter would open has exactly this phone number or email address. */
const isExactByContact = (found: Found | null, text: string, active: number): boolean => {
  const hit = found?.text === text ? found.hits[active] : undefined;
  return hit?.exact === true && hit.matched !== "identifier";
};

import {
  ActionIcon,
  Badge,
  Button,
  Loader,
  Text,
  TextInput,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import { IconBarcode, IconSearch, IconUserPlus, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { QUERY_LENGTH_MAX } from "#renderer/search/search-row.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { HitList } from "./hit-list.tsx";
import { RecentProfiles } from "./recent-profiles.tsx";
import { isScanned, looksLikeCard, looksLikeIdentifier } from "./scan.ts";
import classes from "./search-screen.module.css";
import { type Found, HITS_MAX, useProfileSearch } from "./use-profile-search.ts";

/** Home: one box that finds a profile by anything, for fingers, keyboards and scanners. */
export const SearchScreen = ({
  onOpen,
  onNew,
}: {
  readonly onOpen: (profileId: ProfileId) => void;
  /** `typed` is what was looked for, `isCard` that it was scanned. */
  readonly onNew: (typed: string, isCard: boolean) => void;
}) => {
  const device = useDevice();
  const listId = useId();
  const box = useRef<HTMLInputElement>(null);
  const typedAt = useRef<readonly number[]>([]);
  const query = useSession((session) => session.query);
  const setQuery = useSession((session) => session.setQuery);
  const text = query.trim();
  const found = useProfileSearch(text);
  const hits = found?.hits ?? [];
  const [place, setPlace] = useState(0);
  const [unknownCard, setUnknownCard] = useState<string | null>(null);
  const waiting = useRef<string | null>(null);
  const active = Math.min(place, Math.max(0, hits.length - 1));

  useBoxKeepsFocus(box);

  const change = (next: string) => {
    // Only text that came key by key can be a scan: the first key of a new text starts anew.
    if (next.length === 1) typedAt.current = typedAt.current.slice(-1);
    else if (next.length !== query.length + 1) typedAt.current = [];
    waiting.current = null;
    setPlace(0);
    setUnknownCard(null);
    setQuery(next);
  };

  const clear = () => {
    change("");
    box.current?.focus();
  };

  const openHit = useCallback(
    (from: Found, at: number) => {
      const hit = from.hits[at];
      if (hit !== undefined) onOpen(hit.profile.id);
    },
    [onOpen],
  );

  // Enter was pressed before the answer was there: a single hit opens as soon as it is, but not one
  // that is only spelt alike, because nobody has seen it.
  useEffect(() => {
    if (found === null || waiting.current !== found.text) return;
    waiting.current = null;
    if (found.hits.length === 1 && found.hits[0]?.exact) openHit(found, 0);
    if (found.hits.length === 0 && looksLikeCard(found.text)) setUnknownCard(found.text);
  }, [found, openHit]);

  const enter = async (enterAt: number) => {
    if (text === "") return;
    const wasScanned =
      query.length === typedAt.current.length && isScanned(text, typedAt.current, enterAt);
    if (wasScanned || looksLikeIdentifier(text)) {
      const profileId = await device.findByIdentifier(text);
      if (profileId !== null) {
        setQuery("");
        onOpen(profileId);
        return;
      }
      // What was scanned is a card: never open whoever happens to be on top of the list.
      if (wasScanned) {
        setUnknownCard(text);
        box.current?.select();
        return;
      }
    }
    if (found?.text !== text) waiting.current = text;
    else if (found.hits.length > 0) openHit(found, active);
    else if (looksLikeCard(text)) setUnknownCard(text);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (hits.length === 0) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        setPlace((active + step + hits.length) % hits.length);
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
        // The time of the key itself: a busy screen does not slow a scanner down.
        // A shortcut, such as the one that pastes, types nothing.
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
          typedAt.current = [...typedAt.current, event.timeStamp];
        }
    }
  };

  const isFuzzy = hits.some(({ exact }) => !exact);
  const nothing = found !== null && found.text === text && hits.length === 0;
  return (
    <main id="main" className={classes["screen"]}>
      <VisuallyHidden>
        <Title order={1}>Find a profile</Title>
      </VisuallyHidden>
      <div className={classes["bar"]}>
        <TextInput
          ref={box}
          className={classes["box"]}
          size="lg"
          role="combobox"
          aria-label="Find a profile"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={hits.length > 0 ? `${listId}-${active}` : undefined}
          placeholder="Name, e-mail, phone or card"
          leftSection={<IconSearch size={24} aria-hidden />}
          rightSection={
            text !== "" && found?.text !== text ? (
              <Loader size="xs" aria-hidden />
            ) : (
              query !== "" && (
                <ActionIcon variant="subtle" color="gray" aria-label="Clear" onClick={clear}>
                  <IconX size={22} />
                </ActionIcon>
              )
            )
          }
          rightSectionWidth={56}
          value={query}
          maxLength={QUERY_LENGTH_MAX}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          className={classes["new"]}
          variant="default"
          leftSection={<IconUserPlus size={20} aria-hidden />}
          onClick={() => onNew(text, unknownCard !== null)}
        >
          New profile
        </Button>
      </div>
      <LiveMessage>{announce(text, found, unknownCard)}</LiveMessage>
      {unknownCard === null ? (
        <>
          {isFuzzy && (
            <Badge size="lg" tt="none" className={classes["fuzzy"]}>
              Nothing matches to the letter: these are close
            </Badge>
          )}
          {hits.length > 0 && found !== null && (
            <HitList
              id={listId}
              hits={hits}
              active={active}
              onHover={setPlace}
              onOpen={(at) => openHit(found, at)}
            />
          )}
          {hits.length === HITS_MAX && (
            <Text size="sm" c="dimmed" ta="center" p="sm">
              The first {HITS_MAX} are shown. Type more to narrow it down.
            </Text>
          )}
          {nothing && (
            <EmptyNote
              icon={<IconSearch size={36} />}
              title={`Nobody found for “${text}”`}
              actions={
                <Button
                  leftSection={<IconUserPlus size={20} aria-hidden />}
                  onClick={() => onNew(text, false)}
                >
                  New profile with this
                </Button>
              }
            >
              Try the phone number or the e-mail address, or fewer letters.
            </EmptyNote>
          )}
          {text === "" && <RecentProfiles onOpen={onOpen} />}
        </>
      ) : (
        <EmptyNote
          icon={<IconBarcode size={36} />}
          title={`No profile has the card ${unknownCard}`}
          actions={
            <Button
              leftSection={<IconUserPlus size={20} aria-hidden />}
              onClick={() => onNew(unknownCard, true)}
            >
              New profile with this card
            </Button>
          }
        >
          Scan again, or find the person by name, e-mail or phone.
        </EmptyNote>
      )}
    </main>
  );
};

/** The box has the focus when the screen opens and whenever somebody types beside it. */
const useBoxKeepsFocus = (box: { readonly current: HTMLInputElement | null }): void => {
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      // A space presses the button that has the focus.
      if (event.key === " ") return;
      box.current?.focus();
    };
    const onWindowFocus = () => {
      if (document.activeElement === document.body) box.current?.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("focus", onWindowFocus);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("focus", onWindowFocus);
    };
  }, [box]);
};

const announce = (text: string, found: Found | null, unknownCard: string | null): string => {
  if (unknownCard !== null) return `No profile has the card ${unknownCard}`;
  if (found === null || found.text !== text) return "";
  const count = found.hits.length;
  if (count === 0) return "Nobody found";
  return count === 1 ? "1 profile found" : `${count} profiles found`;
};

import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { looksGarbled } from "#renderer/clienteling/card-text.ts";
import { ScanButton } from "#renderer/clienteling/scan-button.tsx";
import { useCameraScans } from "#renderer/state/camera-scans.ts";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { SearchBox } from "./search-box.tsx";
import { CHOICES, SearchResults } from "./search-results.tsx";
import classes from "./search-screen.module.css";
import { UnknownCardNote } from "./unknown-card-note.tsx";
import { type SearchBoxState, useSearchBox } from "./use-search-box.ts";

/**
 * One box that finds a customer by anything, for touch, keyboards and scanners, above what the
 * screen shows while nothing is searched for.
 */
export const SearchScreen = ({
  heading,
  children,
  onOpen,
  onNew,
  onGiftCard,
}: {
  /** The heading of the screen, above the box. */
  readonly heading: ReactNode;
  readonly children: ReactNode;
  readonly onOpen: (profileId: ProfileId) => void;
  /** `typed` is the search text; `isCard` says that it is a card number. */
  readonly onNew: (typed: string, isCard: boolean) => void;
  readonly onGiftCard: (number: string) => void;
}) => {
  const listId = useId();
  const state = useSearchBox(onOpen, onGiftCard);
  const { text, unknownCard } = state;
  const giveScan = useCameraScans(({ give }) => give);
  return (
    <main id="main" className={classes["screen"]}>
      {heading}
      <div className={classes["bar"]}>
        <SearchBox state={state} listId={listId} className={classes["box"]} />
        <ScanButton onCode={giveScan} />
        <Button
          className={classes["new"]}
          variant="default"
          leftSection={<IconUserPlus size={20} aria-hidden />}
          onClick={() =>
            // Nothing of a code that the scanner has garbled.
            unknownCard !== null && looksGarbled(unknownCard)
              ? onNew("", false)
              : onNew(text, unknownCard !== null)
          }
        >
          {say("search.new_customer")}
        </Button>
      </div>
      <LiveMessage>{announcement(state)}</LiveMessage>
      {unknownCard === null ? (
        <>
          <SearchResults state={state} listId={listId} onNew={(typed) => onNew(typed, false)} />
          {text === "" && children}
        </>
      ) : (
        <UnknownCardNote card={unknownCard} onNew={() => onNew(unknownCard, true)} />
      )}
    </main>
  );
};

/** What a screen reader says when the list changes. */
const announcement = ({ text, found, unknownCard, choice }: SearchBoxState): string => {
  if (unknownCard !== null) {
    return looksGarbled(unknownCard)
      ? say("scan.garbled")
      : say("search.unknown_card", { card: unknownCard });
  }
  if (choice !== null) return CHOICES[choice];
  if (found === null || found.text !== text) return "";
  const count = found.hits.length;
  return count === 0 ? say("search.found_none") : say("search.found", { count });
};

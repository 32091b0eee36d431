import { Badge, Button, Text } from "@mantine/core";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { HitList } from "./hit-list.tsx";
import classes from "./search-results.module.css";
import { HITS_MAX } from "./use-profile-search.ts";
import type { SearchBoxState } from "./use-search-box.ts";

/** The hits, best first, or what to do when there are none. */
export const SearchResults = ({
  state,
  listId,
  onNew,
}: {
  readonly state: SearchBoxState;
  readonly listId: string;
  readonly onNew: (typed: string) => void;
}) => {
  const { text, found, hits, active, setActive, openHit, choice } = state;
  if (found === null) return null;
  const isNobody = found.text === text && hits.length === 0;
  return (
    <>
      {(choice !== null || hits.some(({ exact }) => !exact)) && (
        <Badge size="lg" tt="none" className={classes["fuzzy"]}>
          {CHOICES[choice ?? "close"]}
        </Badge>
      )}
      {hits.length > 0 && (
        <HitList
          id={listId}
          typed={found.text}
          hits={hits}
          active={active}
          onHover={setActive}
          onOpen={(at) => openHit(found, at)}
        />
      )}
      {hits.length === HITS_MAX && (
        <Text size="sm" c="dimmed" ta="center" p="sm">
          Showing the first {HITS_MAX}. Type more to narrow it down.
        </Text>
      )}
      {isNobody && (
        <EmptyNote
          icon={<IconSearch size={36} />}
          title={`No customers match “${text}”`}
          actions={
            <Button
              leftSection={<IconUserPlus size={20} aria-hidden />}
              onClick={() => onNew(text)}
            >
              New customer with this
            </Button>
          }
        >
          Try the phone number, the email address, a receipt number or fewer letters.
        </EmptyNote>
      )}
    </>
  );
};

/** What is said above hits that staff have to choose from. */
export const CHOICES: Readonly<Record<NonNullable<SearchBoxState["choice"]>, string>> = {
  several: "Several customers have this card. Choose one:",
  close: "No exact match. These are close:",
  inexact: "No exact match. Choose a customer with the arrow keys or a tap.",
  receipt: "This is a receipt number, not a card. Choose the customer:",
  card_or_name: "One customer has this card, others match by name. Choose one:",
  shared_receipt: "Several customers have a sale with this receipt number. Choose one:",
};

import { Badge, Button, Text } from "@mantine/core";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { say } from "#renderer/words/say.ts";
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
          {say("search.first", { shown: String(HITS_MAX) })}
        </Text>
      )}
      {isNobody && (
        <EmptyNote
          icon={<IconSearch size={36} />}
          title={say("search.nobody", { what: text })}
          actions={
            <Button
              leftSection={<IconUserPlus size={20} aria-hidden />}
              onClick={() => onNew(text)}
            >
              {say("search.add")}
            </Button>
          }
        >
          {say("search.try")}
        </EmptyNote>
      )}
    </>
  );
};

/** What is said above hits that staff have to choose from. */
export const CHOICES: Readonly<Record<NonNullable<SearchBoxState["choice"]>, string>> = {
  several: say("search.several"),
  close: say("search.close"),
  inexact: say("search.inexact"),
  receipt: say("search.is_receipt"),
  card_or_name: say("search.card_or_name"),
  shared_receipt: say("search.shared_receipt"),
};

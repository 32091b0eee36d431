import { Badge, Button, Text } from "@mantine/core";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { HitList } from "./hit-list.tsx";
import classes from "./search-results.module.css";
import { HITS_MAX } from "./use-profile-search.ts";
import type { SearchBoxState } from "./use-search-box.ts";

/** Who was found, best first; what to do when it is nobody. */
export const SearchResults = ({
  state,
  listId,
  onNew,
}: {
  readonly state: SearchBoxState;
  readonly listId: string;
  readonly onNew: (typed: string) => void;
}) => {
  const { text, found, hits, active, setActive, openHit } = state;
  if (found === null) return null;
  const isNobody = found.text === text && hits.length === 0;
  return (
    <>
      {hits.some(({ exact }) => !exact) && (
        <Badge size="lg" tt="none" className={classes["fuzzy"]}>
          Nothing matches to the letter: these are close
        </Badge>
      )}
      {hits.length > 0 && (
        <HitList
          id={listId}
          hits={hits}
          active={active}
          onHover={setActive}
          onOpen={(at) => openHit(found, at)}
        />
      )}
      {hits.length === HITS_MAX && (
        <Text size="sm" c="dimmed" ta="center" p="sm">
          The first {HITS_MAX} are shown. Type more to narrow it down.
        </Text>
      )}
      {isNobody && (
        <EmptyNote
          icon={<IconSearch size={36} />}
          title={`Nobody found for “${text}”`}
          actions={
            <Button
              leftSection={<IconUserPlus size={20} aria-hidden />}
              onClick={() => onNew(text)}
            >
              New profile with this
            </Button>
          }
        >
          Try the phone number or the e-mail address, or fewer letters.
        </EmptyNote>
      )}
    </>
  );
};

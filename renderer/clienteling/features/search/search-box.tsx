import { ActionIcon, Loader, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { say } from "#renderer/words/say.ts";
import { EMAIL_LENGTH_MAX } from "#shared/profile/email.ts";
import { useBoxKeepsFocus } from "./use-box-keeps-focus.ts";
import type { SearchBoxState } from "./use-search-box.ts";

/** The search box of the home screen: a combobox over the list of hits, whose id is `listId`. */
export const SearchBox = ({
  state,
  listId,
  className,
}: {
  readonly state: SearchBoxState;
  readonly listId: string;
  readonly className: string | undefined;
}) => {
  const { ref, query, hits, active, isSearching } = state;
  useBoxKeepsFocus(ref);
  return (
    <TextInput
      ref={ref}
      className={className}
      size="lg"
      data-finds-cards
      role="combobox"
      aria-label={say("search.find")}
      aria-expanded={hits.length > 0}
      aria-controls={listId}
      aria-autocomplete="list"
      aria-activedescendant={hits.length > 0 ? `${listId}-${active}` : undefined}
      placeholder={say("search.find_hint")}
      leftSection={<IconSearch size={24} aria-hidden />}
      rightSection={
        isSearching ? (
          <Loader size="xs" aria-hidden />
        ) : (
          query !== "" && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={say("search.clear")}
              onClick={state.clear}
            >
              <IconX size={22} />
            </ActionIcon>
          )
        )
      }
      rightSectionWidth={56}
      value={query}
      // Nothing longer than an email address is searched for.
      maxLength={EMAIL_LENGTH_MAX}
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      enterKeyHint="search"
      onChange={(event) => state.change(event.currentTarget.value)}
      onKeyDown={state.onKeyDown}
    />
  );
};

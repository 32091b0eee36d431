import { Button } from "@mantine/core";
import { IconBarcode, IconUserPlus } from "@tabler/icons-react";
import { looksGarbled } from "#renderer/clienteling/card-text.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { say } from "#renderer/words/say.ts";

/** Shown for a card that nobody has, with what to do about it. */
export const UnknownCardNote = ({
  card,
  onNew,
}: {
  readonly card: string;
  readonly onNew: () => void;
}) =>
  looksGarbled(card) ? (
    <EmptyNote
      icon={<IconBarcode size={36} />}
      title={say("scan.garbled")}
      actions={
        <Button component="a" href="#/scanner">
          {say("scan.test.open")}
        </Button>
      }
    >
      {say("scan.garbled_how", { text: card })}
    </EmptyNote>
  ) : (
    <EmptyNote
      icon={<IconBarcode size={36} />}
      title={say("search.unknown_card", { card })}
      actions={
        <Button leftSection={<IconUserPlus size={20} aria-hidden />} onClick={onNew}>
          {say("search.add_card")}
        </Button>
      }
    >
      {say("search.unknown_card_hint")}
    </EmptyNote>
  );

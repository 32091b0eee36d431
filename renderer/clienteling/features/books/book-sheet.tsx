import { Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Callout } from "#renderer/ui/callout.tsx";
import dialog from "#renderer/ui/dialog.module.css";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import classes from "./book-sheet.module.css";

/** The sheet around handing over: fields, why it can't be done, and the button. */
export const BookSheet = ({
  title,
  isReady,
  onSave,
  onClose,
  children,
}: {
  readonly title: string;
  readonly isReady: boolean;
  /** Answers why not, or null; then the sheet closes. */
  readonly onSave: () => Promise<Sentence | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) => {
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isSaving = useRef(false);
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSaving.current || !isReady) return;
    isSaving.current = true;
    const answer = await onSave();
    isSaving.current = false;
    setRefused(answer);
    if (answer === null) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      classNames={{ title: dialog["title"] ?? "" }}
      fullScreen={isNarrow}
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <form className={dialog["form"]} onSubmit={(event) => void save(event)}>
        {children}
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {say("books.sheet.cancel")}
          </Button>
          <Button type="submit" disabled={!isReady}>
            {say("books.sheet.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
};

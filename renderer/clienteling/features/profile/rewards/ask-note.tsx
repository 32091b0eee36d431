import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Callout } from "#renderer/ui/callout.tsx";
import { CopyButton } from "#renderer/ui/copy-button.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import type { AskWords } from "#renderer/words/benefit-ask.ts";
import { declineSentence } from "#renderer/words/decline.ts";
import { say } from "#renderer/words/say.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { AskStep } from "./use-asking.ts";

type AskNoteProps = {
  readonly step: Exclude<AskStep<unknown>, { step: "idle" }>;
  readonly words: AskWords;
  readonly onGo: () => void;
  readonly onCancel: () => void;
};

/**
 * What is asked before the server is, and what came of it. It scrolls into view: below the fold
 * nobody would see that pressing a button did something.
 */
export const AskNote = (props: AskNoteProps) => {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls whenever these change.
  useEffect(() => {
    // Newer browsers return a promise, which React would take for a clean-up.
    void ref.current?.scrollIntoView({ block: "nearest" });
  }, [props.step.step, props.words.question]);
  return (
    <div ref={ref}>
      <Step {...props} />
    </div>
  );
};

const Step = ({ step, words, onGo, onCancel }: AskNoteProps) => {
  const format = useFormat();
  const close = (
    <Button variant="default" onClick={onCancel}>
      {say("rewards.close")}
    </Button>
  );
  switch (step.step) {
    case "confirming":
    case "asking": {
      const isAsking = step.step === "asking";
      return (
        <Callout
          tone="info"
          title={words.question}
          actions={
            <>
              <Button loading={isAsking} onClick={onGo}>
                {words.go}
              </Button>
              <Button variant="default" disabled={isAsking} onClick={onCancel}>
                {say("rewards.cancel")}
              </Button>
            </>
          }
        >
          {words.effect}
        </Callout>
      );
    }
    case "done": {
      const { outcome } = step;
      if (outcome.status === "unconfirmed") {
        return (
          <Callout tone="warning" title={say("rewards.not_confirmed")} actions={close}>
            {words.unconfirmed}
          </Callout>
        );
      }
      return (
        <Callout
          tone="success"
          title={words.done}
          actions={
            <>
              {outcome.code !== null && (
                <CopyButton label={say("rewards.copy_code")} text={outcome.code} />
              )}
              {close}
            </>
          }
        >
          {outcome.code === null ? undefined : (
            <strong className="numbers">{say("rewards.till_code", { code: outcome.code })}</strong>
          )}
        </Callout>
      );
    }
    case "declined": {
      const { title, advice } = declineSentence(step.decline, format);
      return (
        <Callout tone="danger" title={title} actions={close}>
          {advice}
        </Callout>
      );
    }
    case "unclear":
      return (
        <Callout tone="danger" title={say("rewards.went_wrong")} actions={close}>
          {words.unclear}
        </Callout>
      );
    default:
      return unreachable(step);
  }
};

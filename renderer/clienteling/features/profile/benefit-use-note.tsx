import { Button } from "@mantine/core";
import { Callout } from "#renderer/ui/callout.tsx";
import { CopyButton } from "#renderer/ui/copy-button.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { declineSentence } from "#renderer/words/decline.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { UseStep } from "./use-benefit.ts";

/** What is asked before a benefit is used, and what came of it. */
export const BenefitUseNote = ({
  step,
  name,
  onUse,
  onCancel,
}: {
  readonly step: Exclude<UseStep, { step: "idle" }>;
  readonly name: string;
  readonly onUse: () => void;
  readonly onCancel: () => void;
}) => {
  const format = useFormat();
  const close = (
    <Button variant="default" onClick={onCancel}>
      Close
    </Button>
  );
  switch (step.step) {
    case "confirming":
    case "asking": {
      const isAsking = step.step === "asking";
      return (
        <Callout
          tone="info"
          title={`Use “${name}” once?`}
          actions={
            <>
              <Button loading={isAsking} onClick={onUse}>
                Use once
              </Button>
              <Button variant="default" disabled={isAsking} onClick={onCancel}>
                Cancel
              </Button>
            </>
          }
        >
          It comes off the customer's benefits at once.
        </Callout>
      );
    }
    case "used": {
      const { outcome } = step;
      if (outcome.status === "unconfirmed") {
        return (
          <Callout tone="warn" title="Not confirmed yet." actions={close}>
            “{name}” may or may not have been used. Don't use it again: if the server refuses, it
            comes back by itself.
          </Callout>
        );
      }
      return (
        <Callout
          tone="good"
          title={`“${name}” was used once.`}
          actions={
            <>
              {outcome.code !== null && <CopyButton label="Copy the code" text={outcome.code} />}
              {close}
            </>
          }
        >
          {outcome.code === null ? undefined : (
            <>
              Code for the till: <strong className="numbers">{outcome.code}</strong>
            </>
          )}
        </Callout>
      );
    }
    case "declined": {
      const { title, advice } = declineSentence(step.decline, format);
      return (
        <Callout tone="bad" title={title} actions={close}>
          {advice}
        </Callout>
      );
    }
    case "unclear":
      return (
        <Callout tone="bad" title="Something went wrong on this device." actions={close}>
          The sync page shows whether “{name}” was used.
        </Callout>
      );
    default:
      return unreachable(step);
  }
};

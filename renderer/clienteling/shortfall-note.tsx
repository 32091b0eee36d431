import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { shortfallSentence } from "#renderer/words/shortfall.ts";

/** What a customer owes, in words. Nothing if they owe nothing. */
export const ShortfallNote = ({
  view,
  config,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
}) => {
  const sentence = shortfallSentence(view.owed, config.programme, useFormat());
  return (
    sentence !== null && (
      <Callout tone="warning" title={sentence.title}>
        {sentence.advice}
      </Callout>
    )
  );
};

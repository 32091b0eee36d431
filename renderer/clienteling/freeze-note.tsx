import type { ProfileView } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { freezeSentence } from "#renderer/words/freeze.ts";

/** That a customer's account is frozen, and why. Nothing if it isn't. */
export const FreezeNote = ({
  view,
  ...rest
}: {
  readonly view: ProfileView;
  readonly mb?: "md";
}) => {
  if (view.freeze === null) return null;
  const { title, advice } = freezeSentence(view.freeze.reason);
  return (
    <Callout tone="warning" title={title} {...rest}>
      {advice}
    </Callout>
  );
};

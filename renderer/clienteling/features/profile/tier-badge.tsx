import { Badge } from "@mantine/core";
import { type TierSource, useTiers } from "./use-tiers.ts";

/** The tier that the customer holds in the main programme; nothing if none. */
export const TierBadge = (source: TierSource) => {
  const [main] = useTiers(source);
  const tier = main?.standing.held?.tier;
  return (
    tier && (
      <Badge variant="filled" tt="none">
        {tier.name}
      </Badge>
    )
  );
};

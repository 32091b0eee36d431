import { Button } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { TierSource } from "#renderer/clienteling/features/profile/use-tiers.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { wordsOfClaim } from "#renderer/words/benefit-ask.ts";
import { claimLine } from "#renderer/words/claim-text.ts";
import { say } from "#renderer/words/say.ts";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import { AskNote } from "./ask-note.tsx";
import { BenefitRow, PanelWarning } from "./benefit-row.tsx";
import { useAsking } from "./use-asking.ts";
import { useClaims } from "./use-claims.ts";

/**
 * The benefits that the customer can claim, now or later, and why not the others ([N13]). Nothing
 * if head office claims none that they may see. Only the server can approve a claim.
 */
export const ClaimsPanel = ({
  isOnline,
  ...source
}: TierSource & { readonly isOnline: boolean }) => {
  const format = useFormat();
  const now = useNow(60_000);
  const device = useDevice();
  const { view, config, isLoaded } = source;
  const { step, choose, cancel, go } = useAsking((definition: BenefitDefinition, staffId) =>
    device.claimBenefit({ profileId: view.profile.id, definitionId: definition.id, staffId }),
  );
  const claims = useClaims(source);
  const zone = config.tenant?.timezone;
  if (zone === undefined || (claims.length === 0 && step.step === "idle")) return null;
  if (!isLoaded) {
    return (
      <Panel title={say("rewards.claims")}>
        <LoadingRows label={say("rewards.claims_loading")} rows={2} />
      </Panel>
    );
  }
  const askNote = step.step !== "idle" && (
    <AskNote
      step={step}
      words={wordsOfClaim(step.of.name)}
      onGo={() => void go(step.of)}
      onCancel={cancel}
    />
  );
  const isOn = (id: BenefitDefinition["id"]) => step.step !== "idle" && step.of.id === id;
  const moment = { zone, now, isOnline };
  return (
    <Panel
      title={say("rewards.claims")}
      flush
      aside={!isOnline && <PanelWarning>{say("rewards.online_only")}</PanelWarning>}
    >
      <RowList>
        {claims.map((claim) => {
          const { definition, state } = claim;
          const isAskedFor = view.askedFor.includes(definition.id);
          return (
            <li key={definition.id}>
              <BenefitRow
                name={definition.name}
                notes={[
                  definition.shortDescription,
                  isAskedFor ? say("rewards.asked") : claimLine(claim, moment, format),
                ]}
              >
                {state.kind === "open" && (
                  <Button
                    variant="default"
                    aria-label={say("rewards.claim_what", { what: definition.name })}
                    disabled={!isOnline || isAskedFor || step.step === "asking"}
                    onClick={() => choose(definition)}
                  >
                    {say("rewards.claim")}
                  </Button>
                )}
              </BenefitRow>
              {isOn(definition.id) && askNote}
            </li>
          );
        })}
        {/* Head office may end an claim while its answer is still to be read. */}
        {askNote !== false && !claims.some(({ definition }) => isOn(definition.id)) && (
          <li>{askNote}</li>
        )}
      </RowList>
    </Panel>
  );
};

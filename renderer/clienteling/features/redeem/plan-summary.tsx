import { Button, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { planLines } from "#renderer/words/plan-text.ts";
import { say } from "#renderer/words/say.ts";
import { type Cents, subtractCents } from "#shared/kernel/money.ts";
import type { RedemptionPlan } from "#shared/redemption/plan.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { PlanTable } from "./plan-table.tsx";
import classes from "./redeem-form.module.css";

/** What pays, a line for each unit, and what is left after; lot by lot only if asked. */
export const PlanSummary = ({
  plan,
  programme,
  heldCents,
}: {
  readonly plan: RedemptionPlan;
  readonly programme: Programme | null;
  /** What there is of whatever pays. */
  readonly heldCents: Cents;
}) => {
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const Icon = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <section className={classes["summary"]} aria-label={say("redeem.paid_from")}>
      <div className={classes["summaryHead"]}>
        <div className={classes["lines"]} role="status">
          {planLines(plan, programme, format).map((line) => (
            <Text key={line} size="sm" fw={500} className="numbers">
              {line}
            </Text>
          ))}
          <Text size="sm" c="dimmed" className="numbers">
            {say("redeem.left_after", {
              money: format.money(subtractCents(heldCents, plan.plannedCents)),
            })}
          </Text>
        </div>
        <Button
          variant="subtle"
          px="xs"
          aria-expanded={isOpen}
          rightSection={<Icon size={18} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? say("redeem.hide_details") : say("redeem.details")}
        </Button>
      </div>
      {isOpen && <PlanTable plan={plan} programme={programme} />}
    </section>
  );
};

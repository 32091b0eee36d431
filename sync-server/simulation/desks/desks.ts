import { benefitActs } from "./benefits.ts";
import { createDesk, type DeskAct, type DeskDeps } from "./desk.ts";
import { giftCardActs } from "./gift-cards.ts";
import { claimActs, creditActs, saleActs } from "./sales.ts";

/** The tills of a world with extras. */
export type Desks = { readonly takeRandomAction: DeskAct };

/** Share of steps in which something also happens at a desk. */
const BUSY = 0.35;

/** Opens the desks; in a world without extras nothing happens at them. */
export const openDesks = (deps: DeskDeps): Desks => {
  const desk = createDesk(deps);
  if (!desk) return { takeRandomAction: async () => {} };
  const kinds = [giftCardActs, benefitActs, saleActs, creditActs, claimActs];
  const acts = kinds.map((actsOf) => actsOf(desk));
  const { random } = desk;
  return {
    takeRandomAction: async () => {
      if (random.chance(BUSY)) await random.pick(random.pick(acts))();
    },
  };
};

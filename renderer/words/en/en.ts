import { achievement, benefit, claim, freeze, lot, shortfall, tier } from "./account.ts";
import { activity } from "./activity.ts";
import { appearance } from "./appearance.ts";
import { books } from "./books.ts";
import { calendar } from "./calendar.ts";
import { catalogue } from "./catalogue.ts";
import { connection } from "./connection.ts";
import { consent } from "./consent.ts";
import { customer } from "./customer.ts";
import { customerForm } from "./customer-form.ts";
import { customers } from "./customers.ts";
import { details } from "./details.ts";
import { deviceFact } from "./device-fact.ts";
import { display } from "./display.ts";
import { first } from "./first.ts";
import { giftCard } from "./gift-card.ts";
import { goodwill } from "./goodwill.ts";
import { kiosk } from "./kiosk.ts";
import { merge } from "./merge.ts";
import { message } from "./message.ts";
import { overview } from "./overview.ts";
import { purchases } from "./purchases.ts";
import { receipts } from "./receipts.ts";
import { redeem } from "./redeem.ts";
import { refusal } from "./refusal.ts";
import { reverse } from "./reverse.ts";
import { rewards } from "./rewards.ts";
import { scan } from "./scan.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { slip } from "./slip.ts";
import { store } from "./store.ts";
import { tasks } from "./tasks.ts";
import { today } from "./today.ts";
import { verdict } from "./verdict.ts";
import { wishlist } from "./wishlist.ts";

/** Everything that the store app says, in English. One part for each feature. */
export const en = {
  ...first,
  achievement,
  appearance,
  benefit,
  claim,
  connection,
  consent,
  deviceFact,
  freeze,
  lot,
  refusal,
  shortfall,
  tier,
  verdict,
  activity,
  books,
  calendar,
  catalogue,
  customer,
  customerForm,
  customers,
  details,
  goodwill,
  display,
  kiosk,
  merge,
  message,
  overview,
  purchases,
  receipts,
  redeem,
  reverse,
  rewards,
  scan,
  search,
  settings,
  slip,
  store,
  tasks,
  today,
  wishlist,
  giftCard,
} as const;

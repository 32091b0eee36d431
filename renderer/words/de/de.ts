import type { en } from "#renderer/words/en/en.ts";
import type { Translation } from "#renderer/words/translation.ts";
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
import { enrol } from "./enrol.ts";
import { format } from "./format.ts";
import { frame } from "./frame.ts";
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
import { scanOffer } from "./scan-offer.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { slip } from "./slip.ts";
import { store } from "./store.ts";
import { sync } from "./sync.ts";
import { tasks } from "./tasks.ts";
import { till } from "./till.ts";
import { titles } from "./titles.ts";
import { today } from "./today.ts";
import { verdict } from "./verdict.ts";
import { wishlist } from "./wishlist.ts";

/** Everything that the store app says, in German: "du" to staff, "Sie" to customers. */
export const de: Translation<typeof en> = {
  display,
  merge,
  reverse,
  achievement,
  activity,
  appearance,
  benefit,
  books,
  calendar,
  catalogue,
  claim,
  connection,
  consent,
  customer,
  customerForm,
  customers,
  details,
  deviceFact,
  enrol,
  format,
  frame,
  freeze,
  giftCard,
  goodwill,
  kiosk,
  lot,
  message,
  overview,
  purchases,
  receipts,
  redeem,
  refusal,
  rewards,
  scan,
  scanOffer,
  search,
  settings,
  shortfall,
  signIn,
  slip,
  store,
  sync,
  tasks,
  tier,
  till,
  titles,
  today,
  verdict,
  wishlist,
};

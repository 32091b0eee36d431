import { Modal, Text, TextInput } from "@mantine/core";
import { IconCloudUp, IconGift, IconHome, IconSearch, IconUserPlus } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { ProductLine } from "#renderer/clienteling/product-line.tsx";
import { ScanButton } from "#renderer/clienteling/scan-button.tsx";
import { useProducts } from "#renderer/clienteling/use-products.ts";
import { useCameraScans } from "#renderer/state/camera-scans.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import type { ProductId, ProfileId } from "#shared/kernel/ids.ts";
import { EMAIL_LENGTH_MAX } from "#shared/profile/email.ts";
import { HitRow } from "./hit-row.tsx";
import classes from "./search-sheet.module.css";
import { type FoundProfile, useProfileSearch } from "./use-profile-search.ts";

/** So many customers and products leave room for what can be done. */
const CUSTOMERS_SHOWN = 7;
const PRODUCTS_SHOWN = 4;

/** Where the sheet leads. */
export type SheetActions = {
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onProduct: (productId: ProductId) => void;
  readonly onNew: (typed: string) => void;
  readonly onRedeem: (profileId: ProfileId) => void;
  readonly onSync: () => void;
  readonly onToday: () => void;
};

/** Search over any screen: customers, products, receipts, and what else can be done from here. */
export const SearchSheet = ({
  actions,
  onClose,
}: {
  readonly actions: SheetActions;
  readonly onClose: () => void;
}) => {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const giveScan = useCameraScans(({ give }) => give);
  const text = typed.trim();
  const found = useProfileSearch(text);
  const hits = text === "" ? [] : (found?.hits ?? []);
  // Customers are found first, and don't wait for products.
  const products = useProducts(found?.text === text ? text : "", PRODUCTS_SHOWN);
  const sections = sectionsOf(text, hits, products?.products ?? [], actions);
  const choices = sections.flatMap(({ choices }) => choices);
  const active = Math.min(place, choices.length - 1);
  const isNobody = text !== "" && found?.text === text && hits.length === 0;

  // A card that is scanned opens its own customer.
  const scanned = useSession((session) => session.scanned);
  useEffect(() => {
    if (scanned !== null) onClose();
  }, [scanned, onClose]);

  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-place="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const choose = (at: number) => {
    const choice = choices[at];
    if (choice === undefined) return;
    onClose();
    choice.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS.get(event.key);
    if (step !== undefined && choices.length > 0) {
      event.preventDefault();
      setPlace((active + step + choices.length) % choices.length);
    } else if (event.key === "Enter" && !event.repeat) {
      event.preventDefault();
      // Not what was found for fewer letters.
      if (text === "" || found?.text === text) choose(active);
    }
  };

  let at = -1;
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("search.title")}
      size={640}
      yOffset="8dvh"
      classNames={{ header: classes["head"] ?? "", body: classes["body"] ?? "" }}
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <TextInput
        data-autofocus
        size="lg"
        role="combobox"
        aria-label={say("search.box")}
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={`${id}-${active}`}
        placeholder={say("search.placeholder")}
        leftSection={<IconSearch size={22} aria-hidden />}
        rightSection={
          <ScanButton
            size={44}
            onCode={(code) => {
              onClose();
              giveScan(code);
            }}
          />
        }
        rightSectionWidth={56}
        value={typed}
        maxLength={EMAIL_LENGTH_MAX}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        className={classes["box"]}
        onChange={(event) => {
          setPlace(0);
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {isNobody && (
        <Text c="dimmed" px="md" pt="sm">
          {say("search.nobody", { what: text })}
        </Text>
      )}
      <div ref={list} id={id} role="listbox" aria-label={say("search.results")}>
        {sections.map(({ title, choices: listed }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox.
          <div key={title} role="group" aria-label={title}>
            <Text size="sm" fw={500} c="dimmed" className={classes["title"]} aria-hidden>
              {title}
            </Text>
            {listed.map(({ key, shown }) => {
              at += 1;
              const mine = at;
              return (
                // The box has the keyboard, and names the active option.
                // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
                <div
                  key={key}
                  id={`${id}-${mine}`}
                  data-place={mine}
                  role="option"
                  tabIndex={-1}
                  aria-selected={mine === active}
                  className={classes["option"]}
                  onMouseMove={() => setPlace(mine)}
                  onClick={() => choose(mine)}
                >
                  {shown}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </Modal>
  );
};

const STEPS = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/** Something that can be chosen. */
type Choice = { readonly key: string; readonly shown: ReactNode; readonly act: () => void };
type Section = { readonly title: string; readonly choices: readonly Choice[] };

const sectionsOf = (
  text: string,
  hits: readonly FoundProfile[],
  products: readonly HeldProduct[],
  { onOpen, onProduct, onNew, onRedeem, onSync, onToday }: SheetActions,
): readonly Section[] => {
  const hitChoice = (hit: FoundProfile): Choice => ({
    key: hit.row.profile.id,
    shown: <HitRow hit={hit} typed={text} />,
    act: () => onOpen(hit.row.profile.id),
  });
  const byReceipt = hits.filter(({ matched }) => matched === "receipt");
  const others = hits.filter(({ matched }) => matched !== "receipt").slice(0, CUSTOMERS_SHOWN);
  const [first, second] = hits;
  const action = (key: string, Icon: typeof IconGift, label: string, act: () => void): Choice => ({
    key,
    shown: (
      <span className={classes["action"]}>
        <Icon size={22} stroke={1.75} aria-hidden />
        {label}
      </span>
    ),
    act,
  });
  const actions = [
    // Only for somebody whom nobody else could be meant by.
    ...(first?.exact && second === undefined
      ? [
          action(
            "redeem",
            IconGift,
            say("search.redeem_for", { name: personName(first.row.profile) }),
            () => onRedeem(first.row.profile.id),
          ),
        ]
      : []),
    action(
      "new",
      IconUserPlus,
      text === "" ? say("search.new_customer") : say("search.new_customer_with", { what: text }),
      () => onNew(text),
    ),
    ...(text === ""
      ? [
          action("today", IconHome, say("search.to_today"), onToday),
          action("sync", IconCloudUp, say("search.to_sync"), onSync),
        ]
      : []),
  ];
  return [
    { title: say("search.customers"), choices: others.map(hitChoice) },
    {
      title: say("catalogue.products"),
      choices: products.map((product) => ({
        key: `product ${product.id}`,
        shown: <ProductLine product={product} />,
        act: () => onProduct(product.id),
      })),
    },
    { title: say("search.receipts"), choices: byReceipt.map(hitChoice) },
    { title: say("search.actions"), choices: actions },
  ].filter(({ choices }) => choices.length > 0);
};

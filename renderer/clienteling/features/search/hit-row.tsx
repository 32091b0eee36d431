import { Badge } from "@mantine/core";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import { VisitText } from "#renderer/clienteling/visit-text.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { matchedParts } from "#renderer/words/matched-parts.ts";
import { cardOf, maskEmail, maskPhone, personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import classes from "./hit-row.module.css";
import type { FoundProfile, MatchedField } from "./use-profile-search.ts";

/**
 * One hit: what tells namesakes apart, and nobody's contact details unless they are what was
 * searched for, and then masked.
 */
export const HitRow = ({
  hit: { row, matched, exact },
  typed,
}: {
  readonly hit: FoundProfile;
  /** What was searched for. */
  readonly typed: string;
}) => {
  const format = useFormat();
  const { profile, availableCents } = row;
  const parts = matchedParts(personName(profile), typed);
  const why = [FOUND_BY[matched](profile, typed), exact ? "" : say("search.similar")];
  const found = why.filter((part) => part !== "").join(" · ");
  return (
    <CustomerLine
      profile={profile}
      name={parts.map(({ text, isMatch }, place) =>
        isMatch ? (
          // The parts of a name keep their places.
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is all they have.
          <mark key={place} className={classes["match"]}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
      badge={
        profile.profileType !== "active" && (
          <Badge variant="outline" color="gray" tt="none">
            {profile.profileType}
          </Badge>
        )
      }
      line={
        <>
          {found !== "" && <span className={classes["why"]}>{found}</span>}
          <VisitText row={row} />
        </>
      }
      end={availableCents ? format.money(availableCents) : undefined}
    />
  );
};

/** What was found, if it isn't the name. */
const FOUND_BY: Readonly<Record<MatchedField, (profile: ProfileFact, typed: string) => string>> = {
  name: () => "",
  email: ({ email }) => say("search.email", { what: email === null ? "" : maskEmail(email) }),
  phone: ({ mobilePhone, secondaryPhone }) => {
    const phone = mobilePhone ?? secondaryPhone;
    return say("search.phone", { what: phone === null ? "" : maskPhone(phone) });
  },
  identifier: (profile) => say("search.card", { what: cardOf(profile) ?? "" }),
  receipt: (_, typed) => say("search.receipt", { what: typed }),
};

import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { GENDER_WORDS, genderChoices } from "#renderer/words/gender.ts";
import { spacedPhone } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { shownEmail } from "#shared/profile/email.ts";
import { UNKNOWN_NAME } from "#shared/profile/profile.ts";
import { DetailSection } from "./detail-section.tsx";

type Props = { readonly view: ProfileView; readonly config: StoreConfig };

/** The customer's name, how they are addressed, and their store. */
export const BasicsSection = ({ view, config }: Props) => {
  const { profile } = view;
  const known = (name: string) => (name === UNKNOWN_NAME ? say("details.none") : name);
  const store = placeName(config, profile.preferredLocationId);
  return (
    <DetailSection
      title={say("details.basics")}
      view={view}
      rows={[
        ...(profile.title
          ? [{ name: say("details.title"), value: profile.title, fields: ["title"] }]
          : []),
        {
          ...{ name: say("details.first_name"), value: known(profile.firstName) },
          fields: ["firstName"],
        },
        {
          ...{ name: say("details.last_name"), value: known(profile.lastName) },
          fields: ["lastName"],
        },
        {
          name: say("details.gender"),
          value: profile.gender ? GENDER_WORDS[profile.gender] : say("details.gender_unknown"),
          fields: ["gender"],
        },
        ...(store === null ? [] : [{ name: say("details.store"), value: store }]),
      ]}
      fields={[
        {
          ...{ kind: "text", name: "title", label: say("details.title") },
          placeholder: say("details.title_hint"),
        },
        { kind: "text", name: "firstName", label: say("details.first_name") },
        { kind: "text", name: "lastName", label: say("details.last_name") },
        {
          ...{ kind: "choice", name: "gender", label: say("details.gender") },
          choices: genderChoices(say("details.gender_unknown")),
        },
      ]}
    />
  );
};

/** How to reach the customer. */
export const ContactSection = ({ view }: Pick<Props, "view">) => {
  const { email, mobilePhone, secondaryPhone } = view.profile;
  const phone = (number: string | null) =>
    number === null ? say("details.none") : <bdi dir="ltr">{spacedPhone(number)}</bdi>;
  return (
    <DetailSection
      title={say("details.contact")}
      view={view}
      rows={[
        {
          name: say("details.email"),
          value: email === null ? say("details.none") : <EmailText email={shownEmail(email)} />,
          fields: ["email"],
        },
        { name: say("details.mobile"), value: phone(mobilePhone), fields: ["mobilePhone"] },
        ...(secondaryPhone === null
          ? []
          : [
              {
                ...{ name: say("details.other_phone"), value: phone(secondaryPhone) },
                fields: ["secondaryPhone"],
              },
            ]),
      ]}
      fields={[
        { kind: "tel", name: "mobilePhone", label: say("details.mobile") },
        { kind: "email", name: "email", label: say("details.email") },
        { kind: "tel", name: "secondaryPhone", label: say("details.other_phone") },
      ]}
    />
  );
};

/** The customer's birthday, and since when they have been one. */
export const DatesSection = ({ view, config }: Props) => {
  const format = useFormat();
  const { birthDay, birthMonth, birthYear, joinedAt, joinedLocationId } = view.profile;
  const joined = [
    joinedAt === null ? null : format.date(joinedAt),
    placeName(config, joinedLocationId),
  ].filter((part) => part !== null);
  return (
    <DetailSection
      title={say("details.dates")}
      view={view}
      rows={[
        {
          name: say("details.birthday"),
          value:
            birthDay === null || birthMonth === null
              ? say("details.none")
              : format.dayOfYear(birthDay, birthMonth, birthYear),
          fields: ["birthDay", "birthMonth", "birthYear"],
        },
        ...(joined.length === 0 ? [] : [{ name: say("details.joined"), value: joined.join(", ") }]),
      ]}
      fields={[{ kind: "birthday" }]}
    />
  );
};

const placeName = ({ locations }: StoreConfig, id: LocationId | null): string | null =>
  id === null
    ? null
    : (locations.find((location) => location.id === id)?.name ??
      say("details.store_number", { id }));

/** An address that doesn't fit a line breaks behind its "@". */
const EmailText = ({ email }: { readonly email: string }) => {
  const at = email.lastIndexOf("@") + 1;
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  );
};

import { say } from "#renderer/words/say-first.ts";

/**
 * The Regulars logo: a circle for the round trip of someone who comes back, and a dot for the
 * person.
 */
export const ProductMark = ({ size = 28 }: { readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="64 64 896 896"
    role="img"
    aria-label={say("frame.product")}
  >
    <rect x="64" y="64" width="896" height="896" rx="204" fill="#0b5d57" />
    <circle cx="498" cy="526" r="252" fill="none" stroke="#f6fbfa" strokeWidth="108" />
    <circle cx="690" cy="334" r="118" fill="#ffc24b" stroke="#0b5d57" strokeWidth="60" />
  </svg>
);

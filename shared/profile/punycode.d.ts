declare module "punycode/punycode.js" {
  const punycode: {
    /** Throws a RangeError for what can't be encoded. */
    readonly toASCII: (domain: string) => string;
    /** Throws a RangeError for an `xn--` part that can't be decoded. */
    readonly toUnicode: (domain: string) => string;
  };
  export = punycode;
}

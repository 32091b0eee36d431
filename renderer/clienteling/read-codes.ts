import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** What cards, receipts and goods have on them. */
const OPTIONS: ReaderOptions = {
  formats: [
    "QRCode",
    "DataMatrix",
    "Aztec",
    "PDF417",
    "Code128",
    "Code39",
    "EAN13",
    "EAN8",
    "UPCA",
    "UPCE",
    "ITF14",
  ],
  tryHarder: true,
  maxNumberOfSymbols: 1,
};

/** The first code in a picture, as text; null if there is none. It works offline. */
export const readCode = async (picture: ImageData): Promise<string | null> => {
  // Ours, from where the app is, and not from the host that the library would ask.
  prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
  const [code] = await readBarcodes(picture, OPTIONS);
  return code?.isValid && code.text.trim() !== "" ? code.text.trim() : null;
};

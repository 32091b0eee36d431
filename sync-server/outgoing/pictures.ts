import { createHash } from "node:crypto";
import { imageSize } from "image-size";
import type { PictureRef } from "#shared/kernel/picture.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Outgoing, OutgoingAnswer, OutgoingRefusal } from "./outgoing.ts";
import { type PictureType, pictureTypeOf, pictureTypes } from "./picture-type.ts";

/** A picture as devices get it. `hash` is the same as long as the bytes are. */
export type Picture = {
  readonly type: PictureType;
  readonly bytes: Buffer;
  readonly hash: string;
};

/** Why there is no picture, besides what can happen to a call. */
export type PictureRefusal = OutgoingRefusal | { readonly reason: "not_a_picture" };

/** The pictures of other hosts, kept in memory for a while ([S28]). */
export type Pictures = {
  /** The picture of something, at the address that its record holds. */
  readonly read: (ref: PictureRef, address: string) => Promise<Result<Picture, PictureRefusal>>;
  /** Drops a picture, because nobody may see it any more. */
  readonly forget: (ref: PictureRef) => void;
  readonly stop: () => void;
};

/** How much is kept, and how long. */
export type PictureLimits = {
  readonly pictureBytesMax: number;
  readonly keptBytesMax: number;
  readonly keptMax: number;
  readonly keepMs: number;
  /** How long a failure is remembered, and a host that doesn't answer is left alone. */
  readonly restMs: number;
  readonly timeoutMs: number;
};

export const PICTURE_LIMITS: PictureLimits = {
  pictureBytesMax: 5_000_000,
  keptBytesMax: 64_000_000,
  keptMax: 10_000,
  keepMs: 600_000,
  restMs: 60_000,
  timeoutMs: 5_000,
};

type Kept = {
  readonly address: string;
  readonly answer: Promise<Result<Picture, PictureRefusal>>;
  /** Zero until it has arrived. */
  bytes: number;
  dropAtMs: number;
};

/**
 * Fetches pictures for devices ([S28]): however many ask for one, it is fetched once. The picture
 * that was asked for longest ago is dropped first. Nothing of it is written to a disk or a log.
 */
export const createPictures = (
  outgoing: Outgoing,
  limits: PictureLimits = PICTURE_LIMITS,
): Pictures => {
  /** The one that was asked for longest ago comes first. */
  const kept = new Map<PictureRef, Kept>();
  let keptBytes = 0;

  const forget = (ref: PictureRef) => {
    keptBytes -= kept.get(ref)?.bytes ?? 0;
    kept.delete(ref);
  };
  const dropOld = () => {
    const nowMs = performance.now();
    for (const [ref, { dropAtMs }] of kept) if (dropAtMs <= nowMs) forget(ref);
  };
  const makeRoom = () => {
    for (const ref of kept.keys()) {
      if (keptBytes <= limits.keptBytesMax && kept.size <= limits.keptMax) return;
      forget(ref);
    }
  };
  const sweeping = setInterval(dropOld, limits.keepMs / 10).unref();

  const fetchPicture = async (address: string): Promise<Result<Picture, PictureRefusal>> => {
    const inline = inlinePicture(address);
    if (inline) return parsePicture(inline);
    const { pictureBytesMax: bytesMax, timeoutMs, restMs } = limits;
    const answer = await outgoing.get(address, { bytesMax, timeoutMs, restMs });
    return answer.ok ? parsePicture(answer.value) : answer;
  };

  /** Starts to fetch a picture. Whoever asks meanwhile waits for the same answer. */
  const start = (ref: PictureRef, address: string): Kept => {
    const started: Kept = {
      address,
      answer: fetchPicture(address),
      bytes: 0,
      dropAtMs: performance.now() + limits.keepMs,
    };
    kept.set(ref, started);
    void started.answer.then((answer) => {
      if (kept.get(ref) !== started) return;
      started.bytes = answer.ok ? answer.value.bytes.length : 0;
      keptBytes += started.bytes;
      if (!answer.ok) started.dropAtMs = performance.now() + limits.restMs;
      makeRoom();
    });
    return started;
  };

  return {
    read: (ref, address) => {
      const before = kept.get(ref);
      if (before?.address === address && before.dropAtMs > performance.now()) {
        kept.delete(ref);
        kept.set(ref, before);
        return before.answer;
      }
      forget(ref);
      return start(ref, address).answer;
    },
    forget,
    stop: () => {
      clearInterval(sweeping);
      outgoing.close();
    },
  };
};

/** More would take a device more than 100 MB to draw, however few bytes they are. */
const PIXELS_MAX = 25_000_000;

/** A picture only if it is one by what its host says and by its bytes ([S28]). */
const parsePicture = ({
  type: declared,
  bytes,
}: OutgoingAnswer): Result<Picture, PictureRefusal> => {
  const type = pictureTypeOf(bytes);
  const isDeclared = pictureTypes.some((each) => each === declared);
  if (type === null || !isDeclared || !(pixelsOf(bytes) <= PIXELS_MAX)) {
    return err({ reason: "not_a_picture" });
  }
  const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  return ok({ type, bytes, hash });
};

/** How many pixels a picture says that it has; not a number if it doesn't. */
const pixelsOf = (bytes: Buffer): number => {
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    return Number.NaN;
  }
};

/** A picture that is in its own address, as `data:image/png;base64,…`. */
const inlinePicture = (address: string): OutgoingAnswer | null => {
  const [, type = "", text = ""] = /^data:(image\/[a-z]+);base64,([\w+/=]+)$/.exec(address) ?? [];
  return type === "" ? null : { type, bytes: Buffer.from(text, "base64") };
};

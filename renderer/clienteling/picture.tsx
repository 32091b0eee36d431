import { type ReactNode, useEffect, useRef, useState } from "react";
import type { PictureRef } from "#shared/kernel/picture.ts";
import { useDevice } from "./device-context.tsx";
import classes from "./picture.module.css";

/** One that there isn't is asked for again. The device knows when its server may be asked. */
const ASKED_AGAIN_MS = 10_000;

/**
 * A picture of a fixed size ([S29]): a round one in the place of its children until it is here, or
 * else on a tile. It is read once it is on the screen, and again from time to time while there is
 * none. Only for the eye: the name is beside it.
 */
export const Picture = ({
  of,
  size,
  children,
}: {
  readonly of: PictureRef | null | undefined;
  readonly size: number;
  readonly children?: ReactNode;
}) => {
  const device = useDevice();
  const place = useRef<HTMLSpanElement>(null);
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!of || !place.current) return;
    let made = "";
    let isOver = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const show = async () => {
      const picture = await device.picture(of);
      if (isOver) return;
      if (picture === null) {
        again = setTimeout(show, ASKED_AGAIN_MS);
        return;
      }
      made = URL.createObjectURL(picture);
      setUrl(made);
    };
    const watching = new IntersectionObserver(([seen]) => {
      if (!seen?.isIntersecting) return;
      watching.disconnect();
      void show();
    });
    watching.observe(place.current);
    return () => {
      isOver = true;
      clearTimeout(again);
      watching.disconnect();
      setUrl("");
      URL.revokeObjectURL(made);
    };
  }, [device, of]);
  return (
    <span
      ref={place}
      className={classes[children ? "round" : "tile"]}
      style={{ width: size, height: size }}
    >
      {url === "" ? children : <img src={url} alt="" width={size} height={size} />}
    </span>
  );
};

import encodeQR from "qr";
import classes from "./slip.module.css";

/** A text as a QR code, black on white whatever the colours of the screen are. */
export const SlipQr = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const rows = encodeQR(text, "raw");
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      className={classes["qr"]}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <title>{label}</title>
      <path d={path} />
    </svg>
  );
};

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { CatalogueScreen } from "#renderer/clienteling/features/catalogue/catalogue-screen.tsx";
import { productHref } from "#renderer/clienteling/product-href.ts";
import { ScanButton } from "#renderer/clienteling/scan-button.tsx";
import { useCameraScans } from "#renderer/state/camera-scans.ts";

/** `/catalogue`. */
export const CataloguePage = () => {
  const device = useDevice();
  const navigate = useNavigate();
  const giveScan = useCameraScans(({ give }) => give);
  const { find = "", code } = useSearch({ from: "/catalogue" });
  useEffect(() => {
    if (code === undefined) return;
    let isCurrent = true;
    const open = async () => {
      const [product, other] = await device.findProductsByCode(code);
      if (!isCurrent) return;
      if (product && !other) {
        const params = { productId: product.id };
        void navigate({ to: "/catalogue/$productId", params, replace: true });
      } else void navigate({ to: "/catalogue", search: { find: code }, replace: true });
    };
    void open();
    return () => {
      isCurrent = false;
    };
  }, [device, navigate, code]);
  return (
    <CatalogueScreen
      typed={find}
      onType={(typed) =>
        void navigate({
          to: "/catalogue",
          search: typed === "" ? {} : { find: typed },
          replace: true,
        })
      }
      hrefOf={productHref}
      scan={<ScanButton onCode={giveScan} />}
    />
  );
};

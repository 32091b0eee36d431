import { useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { ProductScreen } from "#renderer/clienteling/features/catalogue/product-screen.tsx";

/** `/catalogue/$productId`. */
export const ProductPage = () => {
  const { productId } = useParams({ from: "/catalogue/$productId" });
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <ProductScreen
      key={productId}
      productId={productId}
      onBack={() => {
        if (router.history.canGoBack()) router.history.back();
        else void navigate({ to: "/catalogue" });
      }}
      onOpen={(profileId) =>
        void navigate({ to: "/customers/$profileId/{-$tab}", params: { profileId } })
      }
    />
  );
};

/** A screen other than the one with the staff's window; undefined if there is none ([X53]). */
export const customerScreen = <S extends { readonly id: number }>(
  screens: readonly S[],
  staffScreen: { readonly id: number },
): S | undefined => screens.find(({ id }) => id !== staffScreen.id);

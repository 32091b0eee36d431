import {
  ActionIcon,
  Alert,
  Button,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  NativeSelect,
  Paper,
  Table,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";

/** The colour of actions. White on its shade 7, and that on white, have a contrast of 5.5:1. */
const teal: MantineColorsTuple = [
  "#f0fdfa",
  "#ccfbf1",
  "#99f6e4",
  "#5eead4",
  "#2dd4bf",
  "#14b8a6",
  "#0d9488",
  "#0f766e",
  "#115e59",
  "#134e4a",
];

/** Cool greys for the dark scheme: 0 is text, 2 dimmed text, 4 borders, 6 panels, 7 the body. */
const dark: MantineColorsTuple = [
  "#e6e9ec",
  "#c9ced4",
  "#a2abb5",
  "#79828d",
  "#3f464e",
  "#31373e",
  "#24292f",
  "#191c21",
  "#14171b",
  "#0e1013",
];

/** The smallest target for a finger. */
const TARGET_PX = 44;

/** The look of every screen. Text and surface colours are in `css-variables.ts`. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: 7,
  colors: { accent: teal, dark },
  black: "#16191d",
  fontFamily:
    '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", "Liberation Mono", monospace',
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.25" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { size: TARGET_PX, variant: "subtle" } }),
    Alert: Alert.extend({ defaultProps: { variant: "light", radius: "md" } }),
    Button: Button.extend({
      defaultProps: { size: "md" },
      vars: (_, { size }) => ({
        root: size === undefined || size === "md" ? { "--button-height": `${TARGET_PX}px` } : {},
      }),
    }),
    Input: Input.extend({
      defaultProps: { size: "md" },
      vars: (_, { size }) => ({
        wrapper: size === undefined || size === "md" ? { "--input-height": `${TARGET_PX}px` } : {},
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      vars: (theme) => ({
        label: { "--input-label-size": theme.fontSizes.sm },
        error: { "--input-error-size": theme.fontSizes.sm },
        success: {},
        description: { "--input-description-size": theme.fontSizes.sm },
      }),
    }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: "md" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "md" } }),
    TextInput: TextInput.extend({ defaultProps: { size: "md" } }),
    Menu: Menu.extend({
      defaultProps: { shadow: "md", radius: "md" },
      styles: { item: { minHeight: TARGET_PX } },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: "md" } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: "xs", horizontalSpacing: "md" } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 400 } }),
  },
});

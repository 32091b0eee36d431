import { Component, type ReactNode } from "react";

/** What to draw instead when drawing fails. `retry` draws the children again. */
type Fallback = (failure: { readonly error: unknown; readonly retry: () => void }) => ReactNode;

/** Catches what a screen throws. A class, because React offers this to classes only. */
export class ErrorBoundary extends Component<
  { readonly fallback: Fallback; readonly children: ReactNode },
  { readonly error: unknown; readonly hasFailed: boolean }
> {
  override state = { error: null, hasFailed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return this.props.fallback({
      error: this.state.error,
      retry: () => this.setState({ error: null, hasFailed: false }),
    });
  }
}

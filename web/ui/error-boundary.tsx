// When the page itself fails, for one since another version answers it: it is loaded again once by itself, which goes on at the same place.
import { Component, type ReactNode } from 'react';

type Props = { fallback: ReactNode; onFailed: () => void; children: ReactNode };

export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailed();
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

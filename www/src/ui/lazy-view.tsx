/** A view whose code is fetched when it is shown for the first time. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/**
 * @param load imports the module of the view and gives its component
 * @returns a component that takes the same properties; it fetches the code once for all its uses
 */
export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const view = signal<{ Component?: ComponentType<Props>; failed?: boolean }>({});
  let isAsked = false;

  function ask(): void {
    isAsked = true;
    load().then(
      (Component) => {
        view.value = { Component };
      },
      () => {
        view.value = { failed: true };
      },
    );
  }

  function askAgain(): void {
    view.value = {};
    ask();
  }

  return function LazyView(props: Props) {
    if (!isAsked) ask();
    const { Component, failed } = view.value;
    if (Component) return <Component {...props} />;
    return failed ? <NotFetched onRetry={askAgain} /> : <Fetching />;
  };
}

function Fetching() {
  return (
    <p class="opening" role="status">
      Opening…
    </p>
  );
}

/** Offline, or the site has a newer version with files of other names. */
function NotFetched({ onRetry }: { onRetry: () => void }) {
  return (
    <div class="opening" role="alert">
      <p>This view could not be fetched from the site. Are you offline?</p>
      <p>
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>{' '}
        If that does not help, reload the page: the site may have a newer version. Keys that you
        entered are forgotten by that.
      </p>
    </div>
  );
}

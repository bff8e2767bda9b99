/**
 * Gives every link of the page the scopes and the rules in force, so that it means the same fleet,
 * judged the same way, also in another tab and for another reader. It is done in one place, for all
 * `<a href="#/…">`, because a link that forgets it would be judged by the defaults in silence.
 */
import { options } from 'preact';
import { carried } from './navigation';

export function carryInLinks(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    before?.(vnode);
    if (vnode.type !== 'a') return;
    const props = vnode.props as { href?: unknown };
    if (typeof props.href === 'string' && props.href.startsWith('#/')) {
      props.href = carried(props.href);
    }
  };
}

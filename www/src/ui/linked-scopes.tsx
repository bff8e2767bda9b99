import { askedScopes, unconnected, unconnectedServer } from '../linked-scopes';
import { overviewHash } from '../model/route';
import { listWords } from '../model/scope';
import { offeredError, sample, session } from '../session';

/** What the link shows that led to the form, if one did. */
export function LinkedScopes() {
  if (unconnectedServer.value !== undefined) return <LinkedServer url={unconnectedServer.value} />;
  if (unconnected.value.length === 0) return null;
  const isPartly = unconnected.value.length < askedScopes.value.length;
  return (
    <div class="panel panel-notice linked-scopes" role="status">
      <div class="panel-body">
        <p>
          <strong>This link shows {listWords(askedScopes.value)}.</strong>{' '}
          {isPartly
            ? `Of these, ${listWords(unconnected.value)} is not connected. Connect to all of them to see it.`
            : 'Connect to it to see it.'}
        </p>
        <Instead />
      </div>
    </div>
  );
}

/** A link can name any server, so that nothing is sent before a person has seen which. */
function LinkedServer({ url }: { url: string }) {
  return (
    <div class="panel panel-notice linked-scopes" role="status">
      <div class="panel-body">
        <p>
          <strong>
            This link shows the fleet of <code>{url}</code>.
          </strong>{' '}
          {offeredError.value === undefined && 'Nothing was sent to it. '}
          Connect only if you know this server: it gets the token that you enter.
        </p>
        <Instead />
      </div>
    </div>
  );
}

/** What can be shown without the scopes of the link. */
function Instead() {
  const now = session.value;
  if (now?.kind === 'own') {
    return (
      <p>
        Connected is {listWords(now.scopes)}. <a href={overviewHash()}>Show what is connected</a>
      </p>
    );
  }
  if (now?.kind === 'server') {
    return (
      <p>
        Connected is the server {now.endpoint}. <a href={overviewHash()}>Show its fleet</a>
      </p>
    );
  }
  if (now?.kind === 'file') {
    return (
      <p>
        A saved fleet is open, which does not stand for these scopes.{' '}
        <a href={overviewHash()}>Show the saved fleet</a>
      </p>
    );
  }
  if (!sample.value) return null;
  return (
    <p>
      The sample fleet is another one. <a href={overviewHash()}>Show the sample fleet</a>
    </p>
  );
}

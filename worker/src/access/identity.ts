/** What someone may do: read, or also change exceptions and start scans. */
export type Role = 'reader' | 'editor';

/** Who sends a request, as Cloudflare Access has authenticated them. */
export interface Identity {
  /** The e-mail address in small letters, or the client id of a service token. */
  readonly who: string;
  readonly role: Role;
  /** Whether this is a service token, and so no browser. */
  readonly isMachine: boolean;
}

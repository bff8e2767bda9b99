/**
 * Only has to compile: every exported type name has the right type.
 * tests/js/operations/types.test.js compares the types of the operations with the model of the
 * service.
 */
import type * as patchlens from 'patchlens';
import type {
  AttemptEvent,
  ClientOptions,
  CallOptions,
  Credentials,
  CredentialsProvider,
  DescribePatchGroupsInput,
  DescribePatchGroupsOutput,
  InputOf,
  ItemOf,
  OutputOf,
  Paginator,
  PaginatedOperation,
  PaginateOptions,
  PatchClient,
  PatchGroupPatchBaselineMapping,
  PatchState,
  ResponseMetadata,
  RoleOptions,
  SignableRequest,
  SignedRequest,
  SignOptions,
  ProviderOptions,
  TemporaryCredentials,
  TemporaryCredentialsProvider,
} from 'patchlens';

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
declare function all<_ extends true[]>(): void;

/** A member's type without `undefined`. */
type Of<Shape, Name extends keyof Shape> = Exclude<Shape[Name], undefined>;

export function listings(): void {
  type Listing<Input, Output, Item> = {
    [Name in PaginatedOperation]: Same<
      [InputOf<Name>, OutputOf<Name>, ItemOf<Name>],
      [Input, Output, Item]
    >;
  };
  type Has<Name extends PaginatedOperation, Input, Output, Item> = Listing<Input, Output, Item>[Name];
  type Groups = 'describePatchGroups';
  all<
    [
      Has<
        Groups,
        DescribePatchGroupsInput,
        DescribePatchGroupsOutput,
        PatchGroupPatchBaselineMapping
      >,
      Same<ReturnType<typeof groups>, Paginator<Groups>>,
      Same<Parameters<PatchClient['paginate']>[2], PaginateOptions | undefined>,
      Same<Of<DescribePatchGroupsOutput, '$metadata'>, ResponseMetadata>,
    ]
  >();
}
declare const client: PatchClient;
const groups = () => client.paginate('describePatchGroups');

export function options(): void {
  type Source = typeof patchlens.fromWebIdentity;
  all<
    [
      Same<ConstructorParameters<typeof PatchClient>, [options: ClientOptions]>,
      Same<ClientOptions['credentials'], CredentialsProvider>,
      Same<Parameters<Of<ClientOptions, 'onAttempt'>>, [event: AttemptEvent]>,
      Same<Extract<CredentialsProvider, { accessKeyId: string }>, Credentials>,
      Same<ReturnType<Source>, TemporaryCredentialsProvider>,
      Same<Awaited<ReturnType<TemporaryCredentialsProvider>>, TemporaryCredentials>,
      Parameters<Source>[0] extends RoleOptions ? true : false,
      RoleOptions extends ProviderOptions ? true : false,
      PaginateOptions extends CallOptions ? true : false,
      Same<Parameters<typeof patchlens.signRequest>, [SignableRequest, SignOptions]>,
      Same<Awaited<ReturnType<typeof patchlens.signRequest>>, SignedRequest>,
      Same<ReturnType<typeof patchlens.patchState>, PatchState | (string & {})>,
    ]
  >();
}

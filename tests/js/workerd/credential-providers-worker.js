/** The Worker of credential-providers.test.js: a call with each credentials provider. */
import { fromAssumeRole, fromCognitoIdentityPool, fromWebIdentity, PatchClient } from 'patchlens';

const SOURCES = {
  role: ({ place, roleArn, keys }) => fromAssumeRole({ ...place, roleArn, source: keys }),
  web: ({ place, roleArn, token }) => fromWebIdentity({ ...place, roleArn, token: () => token }),
  guest: ({ place, identityPoolId }) => fromCognitoIdentityPool({ ...place, identityPoolId }),
};

export default {
  async fetch(request, { SETTINGS }) {
    const name = new URL(request.url).pathname.slice(1);
    const client = new PatchClient({ ...SETTINGS.place, credentials: SOURCES[name](SETTINGS) });
    try {
      return Response.json(await client.describeInstanceInformation({ MaxResults: 5 }));
    } catch (error) {
      return Response.json({ message: error.message }, { status: 502 });
    }
  },
};

import { patchProperties } from '../fleet/patch-properties.js';
import { listingOf } from '../paging.js';
import { ServiceError } from '../service-error.js';

/** The values that a property of patches can have, for use in filters and rules. */
export const describePatchProperties = {
  input: 'DescribePatchPropertiesRequest',

  answer(call, { pageOf }) {
    const { OperatingSystem, Property, PatchSet = 'OS' } = call.input;
    const values = patchProperties(OperatingSystem, Property, PatchSet);
    if (values === undefined) throw noSuchProperty(OperatingSystem, Property);
    const page = pageOf(call, listingOf(values), { defaultSize: 50 });
    return { Properties: page.items.map((Name) => ({ Name })), NextToken: page.nextToken };
  },
};

function noSuchProperty(operatingSystem, property) {
  return new ServiceError(
    'ValidationException',
    `Patches for ${operatingSystem} have no property ${property}.`,
  );
}

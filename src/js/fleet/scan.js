export function scanFleet() {}
export function scanSlice() {}

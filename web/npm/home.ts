/** Where the package's folder `playground` is served. The plugin for Vite puts another module in the place of this one. */

// Written apart, because bundlers would look for a file of this name.
const here = import.meta.url;

/** The folder's address: beside this module where the package is served as it is. */
export const home: string = new URL('../../playground/', here).href;

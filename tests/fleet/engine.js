/** The engine under test, for all tests of this folder. */
export { Fleet, formatFilter, localSource, parseFilter, remoteSource } from 'patchlens/fleet';

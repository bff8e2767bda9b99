/** The engine under test, for all tests of this folder. */
export { Fleet, formatFilter, localSource, parseFilter } from 'patchlens/fleet';

/** The exit codes of all commands. docs/command-line.md explains them. */
export const EXIT = Object.freeze({
  ok: 0,
  error: 1,
  /** Also when an age that `--fail-on` asks for is not known. */
  usage: 2,
  /** Something fulfils `--fail-on`. */
  matched: 3,
  /** A part of the fleet could not be read. */
  partial: 4,
  interrupted: 130,
});

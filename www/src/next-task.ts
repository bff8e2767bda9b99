/** Lets the browser show what is new, and take input, before more work is done. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

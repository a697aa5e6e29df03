/** Gives the focus to what may just have been put into the page: Firefox gives none to what has not been laid out. */
export function focusOn(element: HTMLElement | null | undefined, options?: FocusOptions): void {
  element?.getBoundingClientRect();
  element?.focus(options);
}

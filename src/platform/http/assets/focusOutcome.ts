/**
 * What became of a form is heard first, not found by searching: those who hear a page are told of what is focused. What is wrong comes
 * before, and an address that leads to a place on the page leads there.
 */
export function focusOutcome(page: Document): void {
  if (page.querySelector('.govuk-error-summary') !== null || window.location.hash !== '') return
  page.querySelector<HTMLElement>('[data-focus]')?.focus()
}

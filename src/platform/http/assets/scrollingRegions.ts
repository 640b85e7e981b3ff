/**
 * What scrolls by itself can be reached with the keyboard and is a place of its own; what fits in its room is neither, or every table
 * would cost a press of Tab. Browsers without scripts let what scrolls be reached by themselves.
 */
export function markScrollingRegions(page: Document): void {
  const observer = new ResizeObserver(entries => {
    for (const { target } of entries) if (target instanceof HTMLElement) markRegion(target)
  })
  for (const region of page.querySelectorAll<HTMLElement>('[data-scrolls]')) observer.observe(region)
}

function markRegion(region: HTMLElement): void {
  if (region.scrollWidth <= region.clientWidth) {
    for (const name of ['tabindex', 'role', 'aria-labelledby']) region.removeAttribute(name)
    return
  }
  region.tabIndex = 0
  region.setAttribute('role', 'region')
  region.setAttribute('aria-labelledby', region.dataset.scrolls ?? '')
}

/**
 * What is focused is never under the bar that saves (WCAG 2.4.11): the page scrolls as far above it as it is high, which its line of what is
 * saved changes. Without this file the style sheet has a height that is enough for its buttons.
 */
export function scrollClearOfBar(page: Document): void {
  const bar = page.querySelector<HTMLElement>('.app-save-bar')
  if (!bar) return
  const measure = () => {
    const isSticky = getComputedStyle(bar).position === 'sticky'
    page.documentElement.style.scrollPaddingBottom = isSticky ? `${Math.ceil(bar.getBoundingClientRect().height) + 10}px` : ''
  }
  new ResizeObserver(measure).observe(bar)
}

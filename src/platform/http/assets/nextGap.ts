/**
 * "Next to answer" leads from where somebody is to the next question that still wants something, with Alt and Page Down too: a key with Alt
 * types nothing (WCAG 2.1.4). Without this file the link leads to the first of them, and so does its access key, N. What was typed since the page was drawn counts.
 */
export function leadToGaps(page: Document): void {
  const link = page.querySelector<HTMLAnchorElement>('a[data-next-gap]')
  const form = link?.closest('form')
  if (!link || !form) return
  unfoldWhereThereIsRoom(page)
  let here: Element | null = null
  form.addEventListener('focusin', event => {
    if (event.target instanceof Element) here = event.target.closest('.app-question') ?? here
  })
  const go = (event: Event) => {
    event.preventDefault()
    const gaps = gapsOf(form)
    const next = gaps.find(({ question }) => here === null || isAfter(question, here)) ?? gaps.find(({ question }) => question !== here)
    const box = next?.box ?? form.querySelector<HTMLElement>('button[value=continue]')
    box?.closest('details')?.setAttribute('open', '')
    box?.focus({ preventScroll: next !== undefined })
    next?.question.scrollIntoView({ block: 'start' })
    // Of a long question its box may be further down.
    box?.scrollIntoView({ block: 'nearest' })
  }
  link.addEventListener('click', go)
  link.setAttribute('aria-keyshortcuts', 'Alt+PageDown')
  link.title = 'Alt + Page Down, or access key N'
  form.addEventListener('keydown', event => {
    if (event.key === 'PageDown' && event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing) go(event)
  })
}

/** Beside the questions the list of them is open. */
function unfoldWhereThereIsRoom(page: Document): void {
  if (window.matchMedia('(min-width: 64em)').matches) page.querySelector('.app-contents details')?.setAttribute('open', '')
}

const isAfter = (one: Element, other: Element): boolean => (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The questions in which something is still blank that they want, each with the box in which somebody goes on. */
function gapsOf(form: HTMLFormElement): { question: Element; box: Box }[] {
  const wants = new Map(
    [...document.querySelectorAll<HTMLElement>('.app-contents li')].map(item => [
      item.querySelector('a')?.hash.slice(1) ?? '',
      item.dataset.gap ?? '',
    ]),
  )
  return [...form.querySelectorAll('.app-question')].flatMap(question => {
    const want = wants.get(question.id) ?? 'gap'
    const boxes = [...question.querySelectorAll<Box>(want === 'action' ? '[name^="x."]' : '[name^="a."]')]
    // Of an action, and of a list or a person that is half said, the first blank box is led to.
    const isPartly = want === 'action' || want === 'more'
    const blank = boxes.filter(box => isBlank(box) && !isChosenBeside(box, boxes))
    const isOpen = isPartly ? blank.length > 0 : boxes.every(isBlank)
    const [box] = isPartly ? blank : boxes
    return want !== '' && isOpen && box ? [{ question, box }] : []
  })
}

/** Whether another choice of the same group is taken. */
const isChosenBeside = (box: Box, boxes: readonly Box[]): boolean =>
  box.type === 'radio' && boxes.some(other => other.name === box.name && !isBlank(other))

const isBlank = (box: Box): boolean =>
  box instanceof HTMLInputElement && (box.type === 'radio' || box.type === 'checkbox') ? !box.checked : box.value === ''

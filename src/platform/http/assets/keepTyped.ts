type Typed = [name: string, value: string][]

/**
 * What was typed and not saved is there again when the person comes back to the page in the same tab: by Back, by a link, after a reload.
 * A browser that may not store pages forgets it, and which one does depends on the browser (decision 0047). It is put back with what the
 * form showed then, so that what a colleague saved meanwhile is still a conflict, and only for the same person at the same return.
 */
export function keepTyped(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-draft]')
  if (!form) return
  const key = `typed ${form.dataset.draft ?? ''} ${window.location.pathname}`
  const asSent = JSON.stringify(typedIn(form))
  // The answer to a form that was not saved holds what was typed already, and is itself not saved.
  const isUnsaved = form.dataset.unsaved !== undefined
  const kept = isUnsaved ? null : window.sessionStorage.getItem(key)
  if (kept !== null && kept !== asSent) putBack(page, form, JSON.parse(kept) as Typed)

  let isSending = false
  form.addEventListener('submit', () => (isSending = true))
  window.addEventListener('pageshow', () => (isSending = false))
  window.addEventListener('pagehide', () => {
    const now = JSON.stringify(typedIn(form))
    if (isSending || (now === asSent && !isUnsaved)) window.sessionStorage.removeItem(key)
    else window.sessionStorage.setItem(key, now)
  })
  page.querySelector('[data-draft-drop]')?.addEventListener('click', () => {
    isSending = true
    window.location.reload()
  })
}

/** Files cannot be put back, and the token of a page is that page's own. */
const typedIn = (form: HTMLFormElement): Typed =>
  [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' && name !== '_csrf' ? [[name, value]] : []))

function putBack(page: Document, form: HTMLFormElement, kept: Typed): void {
  const waiting = [...kept]
  for (const box of form.elements) {
    if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement)) continue
    if (box.name === '' || box.name === '_csrf' || box.type === 'file') continue
    const at = waiting.findIndex(([name, value]) => name === box.name && (!isTick(box) || value === box.value))
    const [found] = at === -1 ? [] : waiting.splice(at, 1)
    const isOther = isTick(box) ? box.checked !== (found !== undefined) : found !== undefined && box.value !== found[1]
    if (!isOther) continue
    if (isTick(box)) box.checked = found !== undefined
    else if (found) box.value = found[1]
    if (box.type !== 'hidden') box.closest('details')?.setAttribute('open', '')
  }
  for (const notice of page.querySelectorAll<HTMLElement>('[data-draft-notice]')) notice.hidden = false
}

const isTick = (box: Element): box is HTMLInputElement =>
  box instanceof HTMLInputElement && (box.type === 'radio' || box.type === 'checkbox')
